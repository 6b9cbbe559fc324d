"""Views and materialized views."""

import msgspec

from pgcordon.model.expressions import Expression
from pgcordon.model.names import ObjectAddress, ObjectType, QualifiedName
from pgcordon.model.spans import Span


class View(msgspec.Struct, frozen=True):
    """A view. `query` is its SELECT, with the facts of an expression (relations, calls, columns)."""

    name: QualifiedName
    query: Expression
    columns: tuple[str, ...] = ()
    materialized: bool = False
    options: tuple[tuple[str, str], ...] = ()
    owner: str | None = None
    comment: str | None = None
    defined: Span | None = None
    changes: tuple[Span, ...] = ()

    @property
    def address(self) -> ObjectAddress:
        return ObjectAddress(ObjectType.MATERIALIZED_VIEW if self.materialized else ObjectType.VIEW, str(self.name))

    def option(self, name: str) -> str | None:
        return dict(self.options).get(name)

    @property
    def security_invoker(self) -> bool:
        """Whether the view checks the privileges and policies of who reads it (PostgreSQL 15 and later)."""
        return self.option("security_invoker") in ("true", "on", "1", "yes")
