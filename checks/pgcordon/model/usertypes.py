"""Types that a schema defines, and sequences."""

import msgspec

from pgcordon.model.expressions import Expression
from pgcordon.model.names import ObjectAddress, ObjectType, QualifiedName
from pgcordon.model.spans import Span
from pgcordon.model.typenames import TypeName


class _TypeAddress:
    __slots__ = ()
    name: QualifiedName

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.TYPE, str(self.name))


class EnumType(_TypeAddress, msgspec.Struct, frozen=True):
    name: QualifiedName
    labels: tuple[str, ...]
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()


class CompositeType(_TypeAddress, msgspec.Struct, frozen=True):
    name: QualifiedName
    attributes: tuple[tuple[str, TypeName], ...]
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()


class RangeType(_TypeAddress, msgspec.Struct, frozen=True):
    name: QualifiedName
    subtype: TypeName
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()


class Domain(_TypeAddress, msgspec.Struct, frozen=True):
    """A domain; its checks speak of `VALUE`."""

    name: QualifiedName
    base: TypeName
    not_null: bool = False
    default: Expression | None = None
    checks: tuple[tuple[str, Expression], ...] = ()
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()


class Sequence(msgspec.Struct, frozen=True):
    name: QualifiedName
    owned_by: tuple[QualifiedName, str] | None = None
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.SEQUENCE, str(self.name))
