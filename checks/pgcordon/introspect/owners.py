"""Whose the objects are."""

import msgspec


class Owners(msgspec.Struct, frozen=True):
    """The role that the database belongs to is taken for the one that loaded the files, which no file names."""

    loader: str

    def stated(self, role: str) -> str | None:
        """The owner as files would state it: None for the role that loaded them."""
        return None if role == self.loader else role
