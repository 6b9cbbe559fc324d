"""A foreign key whose column has another type than the column that it refers to.

## What it does
Flags foreign keys whose columns differ in type from the referenced ones. Domains count as the types they are based on.
Left alone are types that PostgreSQL compares as they are, such as `varchar` beside `text`, and an integer column that
is wider than the key it refers to.

## Why is this bad?
A column that is narrower than the key cannot hold every key: once that has outgrown it, rows that refer to the new
ones are refused. Between types of different families, such as `integer` and `numeric`, a look-up converts the column,
and no index on it is used: deleting one referenced row reads the whole table. Source: the manual, "Operator Classes
and Operator Families". A `timestamp` and a `timestamptz` are equal in one time zone and not in another.

## Example
```sql
create schema shop;
create table shop.shelf (id bigint generated always as identity primary key);
create table shop.item (id uuid primary key, shelf_id integer not null references shop.shelf (id));
create index on shop.item (shelf_id);
```

## Use instead
```sql
create schema shop;
create table shop.shelf (id bigint generated always as identity primary key);
create table shop.item (id uuid primary key, shelf_id bigint not null references shop.shelf (id));
create index on shop.item (shelf_id);
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Column, Constraint, Flaw, Severity, Table, TypeName
from pgcordon.rules import rule
from pgcordon.rules._inheritance import own_constraints
from pgcordon.rules._retyping import retyped
from pgcordon.rules._types import base_type

_INTEGERS = ("int2", "int4", "int8")
"""From the narrowest to the widest."""
_SAME_FAMILY = (
    frozenset({"text", "varchar", "name"}),
    frozenset({"float4", "float8"}),
    frozenset({"date", "timestamp"}),
)
"""Types that share an operator family of btree, so that an index on one finds the other."""


@rule(Severity.WARNING)
def foreign_key_type_mismatch(catalog: Catalog) -> Iterator[Flaw]:
    for table in catalog.tables:
        if not table.foreign_keys:
            continue
        for constraint in own_constraints(catalog, table):
            for column, referenced in _pairs(catalog, table, constraint):
                mine, its = base_type(catalog, column.type), base_type(catalog, referenced.type)
                consequence = _consequence(mine, its)
                if consequence:
                    message = (
                        f"{column.address.identity} is {mine.identity}, but {referenced.address.identity}, "
                        f"which it refers to, is {its.identity}: {consequence}"
                    )
                    yield Flaw(constraint, message, column.type_span, retyped(column, str(referenced.type)))


def _pairs(catalog: Catalog, table: Table, constraint: Constraint) -> Iterator[tuple[Column, Column]]:
    """Each column of a foreign key with the one it refers to, as far as both are known."""
    parent = catalog.table(constraint.references) if constraint.references else None
    if parent is None or len(constraint.columns) != len(constraint.referenced_columns):
        return
    for name, referenced_name in zip(constraint.columns, constraint.referenced_columns, strict=True):
        column, referenced = table.column(name), parent.column(referenced_name)
        if column and referenced:
            yield column, referenced


def _consequence(mine: TypeName, its: TypeName) -> str | None:
    """What follows from the difference of two types; None where nothing does."""
    names = {mine.name, its.name}
    both_built_in = mine.built_in and its.built_in and not mine.array and not its.array
    if mine.identity == its.identity or (both_built_in and any(names <= family for family in _SAME_FAMILY)):
        return None
    if both_built_in and names <= set(_INTEGERS):
        narrower = _INTEGERS.index(mine.name) < _INTEGERS.index(its.name)
        return "it cannot hold every key" if narrower else None
    if both_built_in and names <= {"date", "timestamp", "timestamptz"}:
        return "whether they are equal depends on the time zone of the session"
    return "each look-up converts it, and uses no index on it"
