"""A timestamp of record keeping that may be missing.

## What it does
Holds the columns that the settings name, in every table that has them, to NOT NULL and DEFAULT now(). The other
spellings of the transaction's time, `current_timestamp` and `transaction_timestamp()`, do as well.

## Why is this bad?
Without a default every writer must set the column, and one will forget. Without NOT NULL that row is then missing from
every comparison: it is neither older nor newer than anything, is never swept and never listed.

## Example
```sql
create table public.note (id uuid primary key, created_at timestamptz default now());
alter table public.note enable row level security;
```

## Use instead
```sql
create table public.note (id uuid primary key, created_at timestamptz not null default now());
alter table public.note enable row level security;
```

## Options
- `columns`: the columns. Default: `["created_at", "updated_at"]`.
"""

from collections.abc import Iterator

import msgspec

from pgcordon.model import Catalog, Column, Edit, Fix, Flaw, Severity, Span, quote_identifier
from pgcordon.rules import When, rule
from pgcordon.rules._inheritance import own_columns

_TRANSACTION_TIME = ("now", "current_timestamp", "transaction_timestamp")


class Timestamps(msgspec.Struct, frozen=True):
    columns: tuple[str, ...] = ("created_at", "updated_at")


@rule(Severity.WARNING, options=Timestamps, when=When.NAMED)
def timestamps_not_null_default(catalog: Catalog, options: Timestamps) -> Iterator[Flaw]:
    for column in (column for table in catalog.tables for column in own_columns(catalog, table)):
        if column.name in options.columns and (missing := _missing(column)):
            message = f"{column.address.identity} is not declared {' '.join(missing)}"
            yield Flaw(column, message, fix=_fix(catalog, column, missing))


def _missing(column: Column) -> list[str]:
    has_default = column.default is not None and bool(column.default.calls_to(*_TRANSACTION_TIME))
    return [clause for clause, given in (("not null", column.not_null), ("default now()", has_default)) if not given]


def _fix(catalog: Catalog, column: Column, missing: list[str]) -> Fix:
    """Rows without a time get that of the migration: when they were made nobody knows any more."""
    name, table = quote_identifier(column.name), column.table
    statements = {
        "default now()": f"alter table {table} alter column {name} set default now();",
        "not null": (
            f"update {table} set {name} = now() where {name} is null;\n"
            f"alter table {table} alter column {name} set not null;"
        ),
    }
    migration = "\n".join(statement for clause, statement in statements.items() if clause in missing)
    title = f"declare {name} {' '.join(missing)}"
    return Fix(title, _edits(catalog, column, missing), migration, safe=False)


def _edits(catalog: Catalog, column: Column, missing: list[str]) -> tuple[Edit, ...]:
    """Behind the type in the column's definition, if no ALTER TABLE has changed since what that says."""
    place, definition = column.type_span, column.defined
    if any(catalog.kind_at(change) == "AlterTable" for change in column.changes):
        return ()
    if place is None or definition is None or not definition.start < place.start < definition.end:
        return ()
    behind = Span(place.source, place.end, place.end)
    if "default now()" in missing and column.default is not None:
        if column.default.span is None:
            return ()
        replaced = Edit(column.default.span, "now()")
        return (Edit(behind, " not null"), replaced) if "not null" in missing else (replaced,)
    clauses = " ".join(missing)
    return (Edit(behind, f" {clauses.upper() if place.text.isupper() else clauses}"),)
