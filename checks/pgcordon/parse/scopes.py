"""Which names are visible where in a query, and how a column reference finds its row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from pgcordon.model import QualifiedName

_SYSTEM_COLUMNS = frozenset({"tableoid", "ctid", "xmin", "xmax", "cmin", "cmax"})


class Relations(Protocol):
    """What is known of the relations that a query may name."""

    def relation(self, schema: str | None, name: str) -> QualifiedName:
        """The relation that is meant by a name as written."""

    def columns(self, relation: QualifiedName) -> Sequence[str] | None:
        """The names of its columns in order, None where they are not known."""


class _Unknown:
    """Nothing is known: unqualified names are in `public`, those that begin with `pg_` in `pg_catalog`."""

    def relation(self, schema: str | None, name: str) -> QualifiedName:
        return QualifiedName(schema or ("pg_catalog" if name.startswith("pg_") else "public"), name)

    def columns(self, relation: QualifiedName) -> Sequence[str] | None:  # noqa: ARG002 - the protocol's signature
        return None


UNKNOWN: Relations = _Unknown()


@dataclass(slots=True, eq=False)
class Scope:
    """One level of a query: the relations of its FROM clause, and the CTEs that it sees.

    A `boundary` is the outside of a sub-select in an expression; it becomes `correlated` once something
    inside it refers to a row outside.
    """

    parent: "Scope | None" = None
    boundary: bool = False
    nested: bool = False
    """Whether it belongs to a sub-query of any kind, rather than to the outermost level."""
    correlated: bool = False
    depth: int = 0
    """How many boundaries are around it."""
    qualifiers: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    complete: bool = True
    """Whether `names` holds every column of its relations."""
    ctes: Mapping[str, Sequence[str] | None] = field(default_factory=dict)

    def inner(self) -> "Scope":
        """The scope of a query that stands at this level."""
        return Scope(self, nested=self.nested, depth=self.depth, ctes=self.ctes)

    def subquery(self) -> "Scope":
        """The scope of a query in a FROM clause or a WITH clause."""
        return Scope(self, nested=True, depth=self.depth, ctes=self.ctes)

    def sublink(self) -> "Scope":
        """The outside of a sub-select in an expression."""
        return Scope(self, boundary=True, nested=True, depth=self.depth + 1, ctes=self.ctes)

    def so_far(self) -> "Scope":
        """This scope as it stands now, for a LATERAL item that does not see what comes behind it."""
        return replace(self, qualifiers=set(self.qualifiers), names=set(self.names))

    def add(self, qualifier: str | None, columns: Iterable[str] | None) -> None:
        """Make a relation of the FROM clause visible; `columns` is None where they are not known."""
        if qualifier is not None:
            self.qualifiers.add(qualifier)
        if columns is None:
            self.complete = False
            return
        self.names.update(columns)
        self.names.update(_SYSTEM_COLUMNS)

    def resolve(self, qualifier: str | None, name: str) -> "Scope":
        """The scope whose row a column reference means; every boundary between becomes correlated."""
        found = self._owner(qualifier, name)
        scope = self
        while scope is not found and scope.parent is not None:
            scope.correlated = scope.correlated or scope.boundary
            scope = scope.parent
        return found

    def _owner(self, qualifier: str | None, name: str) -> "Scope":
        scope = self
        while scope.parent is not None:
            if qualifier is not None and qualifier in scope.qualifiers:
                return scope
            if qualifier is None and (name in scope.names or name in scope.qualifiers or not scope.complete):
                return scope
            scope = scope.parent
        return scope

    @property
    def evaluated_once(self) -> bool:
        """Whether some sub-select around it refers to no row outside; to be asked after every `resolve`."""
        scope: Scope | None = self
        while scope is not None:
            if scope.boundary and not scope.correlated:
                return True
            scope = scope.parent
        return False
