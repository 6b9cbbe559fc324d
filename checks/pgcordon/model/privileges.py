"""Roles, and who was granted what."""

import msgspec

from pgcordon.model.names import ObjectAddress, ObjectType
from pgcordon.model.spans import Span


class Role(msgspec.Struct, frozen=True):
    name: str
    superuser: bool = False
    bypass_row_security: bool = False
    login: bool = False
    inherit: bool = True
    member_of: tuple[str, ...] = ()
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.ROLE, self.name)


class Grant(msgspec.Struct, frozen=True):
    """A privilege that a role holds now; `columns` is empty where it covers the whole object.

    `privilege` is upper case (SELECT, EXECUTE, USAGE, …), one grant each; the grantee of all is `public`.
    """

    target: ObjectAddress
    privilege: str
    grantee: str
    columns: tuple[str, ...] = ()
    grantable: bool = False
    defined: Span | None = None


class DefaultPrivilege(msgspec.Struct, frozen=True):
    """What ALTER DEFAULT PRIVILEGES gives or, with `revoked`, takes from objects made later.

    `role` and `schema` are None where the statement names none.
    """

    object_type: ObjectType
    privilege: str
    grantee: str
    role: str | None = None
    schema: str | None = None
    revoked: bool = False
    defined: Span | None = None

    @property
    def address(self) -> ObjectAddress:
        place = "".join([f" for role {self.role}" * bool(self.role), f" in schema {self.schema}" * bool(self.schema)])
        return ObjectAddress(ObjectType.DEFAULT_ACL, f"{place.strip()} on {self.object_type}s".strip())
