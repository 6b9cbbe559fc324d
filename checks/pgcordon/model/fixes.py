"""How a flaw can be mended: edits of the text, and the statements that do the same to a database."""

import msgspec

from pgcordon.model.spans import Span


class Edit(msgspec.Struct, frozen=True):
    """Put other text in the place of a span; an empty span inserts, empty text deletes."""

    span: Span
    replacement: str


class Fix(msgspec.Struct, frozen=True):
    """A repair. `title` says what it does, in the imperative: `wrap the call in a sub-select`.

    `edits` do it where the text stands. `migration` does it to a database that has the text already: SQL statements,
    each with its semicolon. Either may be missing where there is no text, or nothing to be done afterwards. A fix is
    safe if it changes nothing but the fault: who can see and do what stays the same for everyone the schema means
    to serve, and so do the types and names that programs know.
    """

    title: str
    edits: tuple[Edit, ...] = ()
    migration: str = ""
    safe: bool = True
