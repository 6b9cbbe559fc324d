"""What a finding is about where it is about no database object: a place in a file."""

from dataclasses import dataclass

from pgcordon.model import ObjectAddress, ObjectType, Span


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A piece of a file, addressed as the file."""

    defined: Span

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.FILE, self.defined.path)
