"""A generated key that will run out of numbers.

## What it does
Flags primary keys of one column of type `smallint` or `integer` whose values come from a sequence: identity and serial
columns. A key that is given by hand, such as a year or a code, does not fill up and is left alone.

## Why is this bad?
An `integer` ends at 2,147,483,647, and numbers of rows that were deleted or rolled back are spent as well. From then
on every INSERT fails, and the cure rewrites the table, and every table that refers to it, while nobody can use them.
A `bigint` costs four bytes more, and mostly none, because of alignment. Source: the manual, "Numeric Types".

## Example
```sql
create schema shop;
create table shop.item (id integer generated always as identity primary key, title text not null);
```

## Use instead
```sql
create schema shop;
create table shop.item (id bigint generated always as identity primary key, title text not null);
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Column, Edit, Fix, Flaw, QualifiedName, Severity, quote_identifier
from pgcordon.rules import When, rule
from pgcordon.rules._serial import serial_columns
from pgcordon.rules._types import base_type

_LAST = {"int2": "32,767", "int4": "2,147,483,647"}


@rule(
    Severity.WARNING,
    when=When.NAMED,
    aliases=("prefer-big-int", "prefer-bigint-over-int", "prefer-bigint-over-smallint"),
)
def small_integer_key(catalog: Catalog) -> Iterator[Flaw]:
    sequences = {(column.table, column.name): sequence.name for column, sequence in serial_columns(catalog)}
    for table in catalog.tables:
        key = table.primary_key
        if key is None or len(key.columns) != 1 or table.partition_of:
            continue
        column = table.column(key.columns[0])
        if column is None:
            continue
        last = _LAST.get(base_type(catalog, column.type).name)
        sequence = sequences.get((table.name, column.name))
        if last and (column.identity or sequence):
            message = f"{column.address.identity} is {column.type} and ends at {last}; make it bigint"
            yield Flaw(column, message, column.type_span, _fix(column, sequence))


def _fix(column: Column, sequence: QualifiedName | None) -> Fix | None:
    """An identity column's sequence follows the column, a serial column's does not."""
    if not column.type.built_in:
        return None
    name = quote_identifier(column.name)
    migration = f"alter table {column.table} alter column {name} type bigint;"
    if sequence:
        migration += f"\nalter sequence {sequence} as bigint;"
    return Fix(f"make {name} bigint", _edits(column), migration, safe=False)


def _edits(column: Column) -> tuple[Edit, ...]:
    place = column.type_span
    if place is None:
        return ()
    is_serial = column.default is not None and column.default.span is None
    written = "bigserial" if is_serial else "bigint"
    return (Edit(place, written.upper() if place.text.isupper() else written),)
