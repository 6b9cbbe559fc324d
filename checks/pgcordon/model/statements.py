"""What a file holds beside the objects it makes: its statements, and what of them is not understood."""

from dataclasses import dataclass

from pgcordon.model.spans import Span


@dataclass(frozen=True, slots=True)
class FileStatement:
    """A statement that was read; `kind` is its parse node without the suffix, such as `CreatePolicy`."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class OpaqueStatement:
    """A statement whose effect on the catalog is unknown, and why: a DO block, dynamic SQL, a missing object."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """A statement that PostgreSQL's parser refuses; the span covers the token at fault."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment `-- pgcordon: allow <rule>: <reason>`.

    It covers findings that begin in `covers`: the rest of its own line or, where it stands alone on its line,
    the statement that follows. The reason is empty where the author gave none, which is a fault.
    """

    rule: str
    reason: str
    span: Span
    covers: Span
