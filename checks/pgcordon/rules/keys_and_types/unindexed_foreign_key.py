"""A foreign key whose columns no index begins with.

## What it does
Flags foreign keys whose columns, in any order, are not the first columns of an index, primary key or unique constraint
of their table. An index with a predicate counts only if that says no more than that these columns are not null.

## Why is this bad?
Whenever a row of the referenced table is deleted or its key changes, PostgreSQL looks for the rows that refer to it.
Without an index it reads the whole table, for each deleted row again. Source: the manual, "Foreign Keys": "it is often
a good idea to index the referencing columns too". Joins from parent to child are slow for the same reason.

## Example
```sql
create schema shop;
create table shop.shelf (id uuid primary key);
create table shop.item (
  id uuid primary key,
  shelf_id uuid not null references shop.shelf (id) on delete cascade
);
```

## Use instead
```sql
create schema shop;
create table shop.shelf (id uuid primary key);
create table shop.item (
  id uuid primary key,
  shelf_id uuid not null references shop.shelf (id) on delete cascade
);
create index on shop.item (shelf_id);
```
"""

from collections.abc import Iterator

from pgcordon.model import (
    Catalog,
    Constraint,
    ConstraintType,
    Fix,
    Flaw,
    Index,
    Persistence,
    Severity,
    Table,
    TableKind,
    quote_identifier,
)
from pgcordon.rules import rule
from pgcordon.rules._inheritance import own_constraints
from pgcordon.rules._insertion import statement_behind, where_names_hold

_INDEXED = (ConstraintType.PRIMARY_KEY, ConstraintType.UNIQUE, ConstraintType.EXCLUDE)


@rule(Severity.WARNING, aliases=("0001_unindexed_foreign_keys", "unindexed_foreign_keys"))
def unindexed_foreign_key(catalog: Catalog) -> Iterator[Flaw]:
    for table in catalog.tables:
        if table.persistence is Persistence.TEMPORARY or not table.foreign_keys:
            continue
        leading = [each.columns for each in table.constraints if each.type in _INDEXED]
        indexes = catalog.indexes_on(table.name)
        for key in own_constraints(catalog, table):
            if key.type is not ConstraintType.FOREIGN_KEY:
                continue
            by_index = any(_begins_with(key, index.columns) and _holds_all(index, key) for index in indexes)
            if not by_index and not any(_begins_with(key, columns) for columns in leading):
                columns = ", ".join(map(quote_identifier, key.columns))
                message = (
                    f"no index on {table.name} begins with ({columns}); deleting from {key.references} reads it all"
                )
                yield Flaw(key, message, fix=_fix(catalog, table, key, columns))


def _begins_with(key: Constraint, columns: tuple[str | None, ...]) -> bool:
    return set(columns[: len(key.columns)]) == set(key.columns)


def _holds_all(index: Index, key: Constraint) -> bool:
    """Whether every row that refers to another is in the index: one with a null in its key refers to none."""
    predicate = index.predicate
    if predicate is None:
        return True
    tests = predicate.comparisons
    only_tests = len(tests) == len(predicate.conjuncts or (predicate,)) and not predicate.disjuncts
    return only_tests and all(
        test.operator == "IS NOT NULL" and test.measure is None and test.column in key.columns for test in tests
    )


def _fix(catalog: Catalog, table: Table, key: Constraint, columns: str) -> Fix:
    target = f"on {table.name} ({columns})"
    concurrently = "" if table.kind is TableKind.PARTITIONED else "concurrently "
    place = where_names_hold(catalog, key, table)
    edits = (statement_behind(catalog, place, f"create index {target}"),) if place else ()
    return Fix(f"add an index on ({columns})", edits, f"create index {concurrently}{target};")
