"""Types that a schema defines, and sequences."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class EnumType(_TypeAddress):
    name: QualifiedName
    labels: tuple[str, ...]
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class CompositeType(_TypeAddress):
    name: QualifiedName
    attributes: tuple[tuple[str, TypeName], ...]
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class RangeType(_TypeAddress):
    name: QualifiedName
    subtype: TypeName
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Domain(_TypeAddress):
    """A domain; its checks speak of `VALUE`."""

    name: QualifiedName
    base: TypeName
    not_null: bool = False
    default: Expression | None = None
    checks: tuple[tuple[str, Expression], ...] = ()
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Sequence:
    name: QualifiedName
    owned_by: tuple[QualifiedName, str] | None = None
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.SEQUENCE, str(self.name))
