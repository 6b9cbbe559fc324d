"""Which names are visible where in a query, and how a column reference finds its row."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import msgspec
from msgspec.structs import replace

from pgcordon.model import QualifiedName

_SYSTEM_COLUMNS = frozenset({"tableoid", "ctid", "xmin", "xmax", "cmin", "cmax"})


class Relations(Protocol):
    """What is known of the relations that a query may name."""

    def relation(self, schema: str | None, name: str) -> QualifiedName:
        """The relation that is meant by a name as written."""

    def columns(self, relation: QualifiedName) -> Sequence[str] | None:
        """The names of its columns in order, None where they are not known."""

    def function(self, schema: str | None, name: str) -> str | None:
        """The schema of the function that is meant by a name as written, None where it is that of pg_catalog."""


class _Unknown:
    """Nothing is known: unqualified names are in `public`, those that begin with `pg_` in `pg_catalog`."""

    def relation(self, schema: str | None, name: str) -> QualifiedName:
        return QualifiedName(schema or ("pg_catalog" if name.startswith("pg_") else "public"), name)

    def columns(self, relation: QualifiedName) -> Sequence[str] | None:  # noqa: ARG002 - the protocol's signature
        return None

    def function(self, schema: str | None, name: str) -> str | None:  # noqa: ARG002 - the protocol's signature
        return None if schema == "pg_catalog" else schema


UNKNOWN: Relations = _Unknown()


class Range(NamedTuple):
    """A relation of a FROM clause: the name it goes by, the relation if it is one, its columns if they are known."""

    alias: str | None
    relation: QualifiedName | None
    columns: Sequence[str] | None


NO_RANGE = Range(None, None, None)


class Scope(msgspec.Struct, eq=False):
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
    qualifiers: set[str] = msgspec.field(default_factory=set)
    names: set[str] = msgspec.field(default_factory=set)
    complete: bool = True
    """Whether `names` holds every column of its relations."""
    ctes: Mapping[str, Sequence[str] | None] = msgspec.field(default_factory=dict)
    ranges: list[Range] = msgspec.field(default_factory=list)
    shows: bool = False
    """Whether it is the select list of the outermost query."""
    reads: list[QualifiedName] = msgspec.field(default_factory=list)
    """The relations that the sub-select inside a boundary reads."""

    def inner(self) -> "Scope":
        """The scope of a query that stands at this level."""
        return Scope(self, nested=self.nested, depth=self.depth, ctes=self.ctes)

    def subquery(self) -> "Scope":
        """The scope of a query in a FROM clause or a WITH clause."""
        return Scope(self, nested=True, depth=self.depth, ctes=self.ctes)

    def sublink(self) -> "Scope":
        """The outside of a sub-select in an expression."""
        return Scope(self, boundary=True, nested=True, depth=self.depth + 1, ctes=self.ctes)

    def output(self) -> "Scope":
        """The scope of this query's select list."""
        return self if self.nested else Scope(self, depth=self.depth, ctes=self.ctes, shows=True)

    def so_far(self) -> "Scope":
        """This scope as it stands now, for a LATERAL item that does not see what comes behind it."""
        return replace(self, qualifiers=set(self.qualifiers), names=set(self.names), ranges=list(self.ranges))

    def add(self, qualifier: str | None, columns: Sequence[str] | None, relation: QualifiedName | None = None) -> None:
        """Make a relation of the FROM clause visible; `columns` is None where they are not known."""
        self.ranges.append(Range(qualifier, relation, columns))
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

    def range_of(self, qualifier: str | None, name: str) -> Range:
        """The relation at this level that a column reference means, NO_RANGE where it is not certain."""
        ranges = self.ranges
        if qualifier is not None:
            return next((each for each in reversed(ranges) if each.alias == qualifier), NO_RANGE)
        holding = [each for each in ranges if each.columns is not None and name in each.columns]
        candidates = holding or [each for each in ranges if each.columns is None]
        return candidates[0] if len(candidates) == 1 else NO_RANGE

    @property
    def outside(self) -> "Scope | None":
        """The outside of the innermost sub-select that this scope belongs to."""
        scope: Scope | None = self
        while scope is not None and not scope.boundary:
            scope = scope.parent
        return scope

    @property
    def shown(self) -> bool:
        """Whether it stands in the select list of the outermost query, at any depth."""
        scope: Scope | None = self
        while scope is not None and not scope.shows:
            scope = scope.parent
        return scope is not None

    @property
    def evaluated_once(self) -> bool:
        """Whether a sub-select around it reads nothing and refers to no row outside; to be asked after every `resolve`.

        What a sub-select calls that reads a table is called for each of its rows.
        """
        scope: Scope | None = self
        while scope is not None:
            if scope.boundary and not scope.correlated and not scope.reads:
                return True
            scope = scope.parent
        return False
