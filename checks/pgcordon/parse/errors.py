"""What can go wrong while reading files and replaying their statements."""

from pgcordon.model import QualifiedName
from pgcordon.model.errors import CouldNotCheck


class ParseInputError(CouldNotCheck):
    """The files cannot be read; the message says which, and what to do."""


class NothingToRead(ParseInputError):  # noqa: N818 - it reads as what happened
    """There is no such path, no SQL in it, or no text in the file."""


class NotUnderstood(Exception):  # noqa: N818 - it becomes an opaque statement, not an error
    """Raised by a handler: the statement's effect on the catalog is unknown; the message says why.

    `repeats` is what the statement creates although it is there, `missing` the relation that it needs and is not.
    """

    def __init__(self, reason: str, *, repeats: str | None = None, missing: QualifiedName | None = None) -> None:
        super().__init__(reason)
        self.repeats = repeats
        self.missing = missing
