"""What can be looked up through the indexes of a table, those behind keys and unique constraints among them."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from pgcordon.model import (
    Catalog,
    Column,
    Constraint,
    ConstraintType,
    Edit,
    Fix,
    Index,
    IndexKey,
    TableKind,
)
from pgcordon.rules._removal import without_statement

_KEYS = (ConstraintType.PRIMARY_KEY, ConstraintType.UNIQUE)

Ordered = tuple[object, ...]
"""What one key is: the column or expression, its operator class and collation, its order and where nulls go."""


class Lookup(msgspec.Struct, frozen=True, dict=True):
    """An index, made by CREATE INDEX or by a constraint."""

    holder: Index | Constraint
    columns: dict[str, Column]

    @property
    def unique(self) -> bool:
        return not isinstance(self.holder, Index) or self.holder.unique

    @property
    def method(self) -> str:
        return self.holder.method if isinstance(self.holder, Index) else "btree"

    @property
    def deferrable(self) -> bool:
        return isinstance(self.holder, Constraint) and self.holder.deferrable

    @property
    def predicate(self) -> object:
        """Equal for equal predicates, None for none."""
        index = self.holder
        if not isinstance(index, Index) or index.predicate is None:
            return None
        return index.predicate.meaning or index.predicate

    @cached_property
    def keys(self) -> tuple[Ordered, ...]:
        if isinstance(self.holder, Constraint):
            return tuple(_ordered(IndexKey(column), self.columns) for column in self.holder.columns)
        return tuple(_ordered(key, self.columns) for key in self.holder.keys)

    @cached_property
    def backwards(self) -> tuple[Ordered, ...]:
        """The keys in the order in which a backward scan gives them."""
        return tuple((*what, not descending, not nulls_first) for *what, descending, nulls_first in self.keys)

    @cached_property
    def included(self) -> frozenset[str]:
        return frozenset(self.holder.included)

    @cached_property
    def held(self) -> frozenset[str | None]:
        """Every column whose values the index holds."""
        return self.included | frozenset(self.holder.columns)

    def equals(self, other: "Lookup") -> bool:
        """Whether both find the same rows in the same order and hold the same columns."""
        return (self.method, self.keys, self.included, self.predicate) == (
            other.method,
            other.keys,
            other.included,
            other.predicate,
        )

    def guards_as(self, other: "Lookup") -> bool:
        """Whether it refuses the same rows as another unique one, at the same moment."""
        same_nulls = self.holder.nulls_not_distinct == other.holder.nulls_not_distinct
        return self.unique and same_nulls and self.deferrable == other.deferrable

    def begins(self, other: "Lookup") -> bool:
        """Whether another, longer one finds the same rows in the same order, read forwards or backwards."""
        if {self.method, other.method} != {"btree"} or self.predicate != other.predicate:
            return False
        leading = other.keys[: len(self.keys)]
        return leading in (self.keys, self.backwards) and self.included <= other.held

    @property
    def description(self) -> str:
        columns = ", ".join(each or "…" for each in self.holder.columns)
        name = self.holder.name
        return f"{name} ({columns})"


def lookups(catalog: Catalog) -> Iterator[list[Lookup]]:
    """For each relation its indexes: first those behind keys, then the others, each in the order of their definition.

    Partitions have theirs from the partitioned table, and are left out. So are relations whose indexes all begin
    with different columns: none of those can do another's work.
    """
    for table in catalog.tables:
        if table.partition_of:
            continue
        keys = [each for each in table.constraints if each.type in _KEYS]
        holders: tuple[Index | Constraint, ...] = (*keys, *catalog.indexes_on(table.name))
        if _any_begin_alike(holders):
            columns = {column.name: column for column in table.columns}
            yield [Lookup(holder, columns) for holder in holders]
    for view in catalog.views:
        if view.materialized and _any_begin_alike(indexes := catalog.indexes_on(view.name)):
            yield [Lookup(index, {}) for index in indexes]


def superfluous(all_of_one: list[Lookup]) -> Iterator[tuple[Lookup, Lookup]]:
    """The indexes that equal another one of the same relation and refuse no row that it lets in, with that other one.

    Of two equal ones it is the later that is not needed, unless it alone is unique.
    """
    kept: list[Lookup] = []
    for lookup in sorted(all_of_one, key=lambda each: not each.unique):
        double = next((each for each in kept if lookup.equals(each) and _also_guards(each, lookup)), None)
        if double is None:
            kept.append(lookup)
        else:
            yield lookup, double


def drop_of(catalog: Catalog, index: Index) -> Fix:
    """The fix that drops an index; its text goes only if no other statement speaks of it."""
    table = catalog.table(index.table)
    waits = table is not None and table.kind is TableKind.PARTITIONED
    alone = index.defined is not None and not index.changes
    edits: tuple[Edit, ...] = without_statement(catalog, index.defined) if index.defined and alone else ()
    migration = f"drop index {'' if waits else 'concurrently '}{index.name};"
    return Fix(f"drop the index {index.name.name}", edits, migration)


def _any_begin_alike(holders: Sequence[Index | Constraint]) -> bool:
    return len({each.columns[0] for each in holders}) < len(holders)


def _also_guards(kept: Lookup, lookup: Lookup) -> bool:
    return not lookup.unique or kept.guards_as(lookup)


def _ordered(key: IndexKey, columns: dict[str, Column]) -> Ordered:
    column = columns.get(key.column or "")
    nulls_first = key.descending if key.nulls_first is None else key.nulls_first
    what = key.column or (key.expression and key.expression.meaning) or key.expression
    return what, _operator_class(key, column), _collation(key, column), key.descending, nulls_first


def _operator_class(key: IndexKey, column: Column | None) -> str | None:
    """None for the default one of the column's type, which is named after it."""
    stated = key.operator_class and key.operator_class.rpartition(".")[2]
    return None if column and stated == f"{column.type.name}_ops" else stated


def _collation(key: IndexKey, column: Column | None) -> str | None:
    own = column.collation if column else None
    return None if key.collation in (own, "default") else key.collation
