"""What a finding is about where it is about no database object: a place in a file."""

import msgspec

from pgcordon.model import ObjectAddress, ObjectType, Span


class FilePlace(msgspec.Struct, frozen=True):
    """A piece of a file, addressed as the file."""

    defined: Span

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.FILE, self.defined.path)
