"""What a file holds beside the objects it makes: its statements, and what of them is not understood."""

import msgspec

from pgcordon.model.names import QualifiedName
from pgcordon.model.spans import Span

BYTES_KEPT = 63
"""The server's NAMEDATALEN less one. Source: the manual, "Identifiers and Key Words"."""


class FileStatement(msgspec.Struct, frozen=True):
    """A statement that was read; `kind` is its parse node without the suffix, such as `CreatePolicy`."""

    kind: str
    span: Span
    in_transaction: bool = False
    """Whether a BEGIN, START TRANSACTION or SAVEPOINT that is still open stands before it."""
    words: frozenset[str] = frozenset()
    """What it says beside what it makes: CONCURRENTLY, CASCADE, IF EXISTS, IF NOT EXISTS, OR REPLACE, USING INDEX,
    VIRTUAL, FULL; for ALTER TABLE its subcommands as the parser calls them (`AddColumn`, `SetNotNull`), for transaction
    control what it does (BEGIN, COMMIT, ROLLBACK, SAVEPOINT)."""
    parameter: str | None = None
    """The run-time parameter that SET gives a value."""
    relations: tuple[QualifiedName, ...] = ()
    """What TRUNCATE, REINDEX, LOCK, CLUSTER, VACUUM, REFRESH and DROP INDEX name."""
    unknown: tuple[QualifiedName, ...] = ()
    """The tables that INSERT, UPDATE, DELETE, MERGE, COPY or TRUNCATE change, and that are not there before it."""
    new_labels: tuple[tuple[QualifiedName, str], ...] = ()
    """The enum labels that it uses and that a statement before it in the file adds, with no COMMIT in between."""


class OpaqueStatement(msgspec.Struct, frozen=True):
    """A statement whose effect on the catalog is unknown, and why: a DO block, dynamic SQL, a missing object."""

    span: Span
    reason: str
    repeats: str | None = None
    """What it creates, though it is there already: `relation public.note`."""
    missing: QualifiedName | None = None
    """The table or view that it speaks of, and that no file creates."""


class SyntaxFault(msgspec.Struct, frozen=True):
    """A statement that PostgreSQL's parser refuses; the span covers the token at fault."""

    span: Span
    message: str


class Suppression(msgspec.Struct, frozen=True):
    """A comment `-- pgcordon: allow <rule>: <reason>`; one that names several rules is as many.

    It covers findings that begin in `covers`: the rest of its own line or, where it stands alone on its line,
    the statement that follows. The reason is empty where the author gave none, which is a fault. `rule` is the word
    as it was written: a rule's name, or an alias of one.
    """

    rule: str
    reason: str
    span: Span
    covers: Span
    whole_file: bool = False
    """Whether it says `allow-file`, which covers the file if it stands above the first statement, and else nothing."""

    @property
    def misplaced(self) -> bool:
        """Whether it is meant for the whole file, but stands where nobody who opens the file sees it."""
        return self.whole_file and self.covers.start == self.covers.end


class LongName(msgspec.Struct, frozen=True):
    """An identifier of a statement that has more bytes than the server keeps; objects go by what it keeps."""

    text: str
    span: Span

    @property
    def kept(self) -> str:
        """The name as the server cuts it; a character that does not fit whole is left out."""
        return self.text.encode()[:BYTES_KEPT].decode(errors="ignore")
