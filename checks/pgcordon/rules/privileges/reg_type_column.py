"""A column that stops the next upgrade of the server.

## What it does
Flags columns of the types regcollation, regconfig, regdictionary, regnamespace, regoper, regoperator, regproc and
regprocedure, of arrays of them and of domains over them. regclass, regrole and regtype are allowed.

## Why is this bad?
Such a value is the number of a catalog row, and pg_upgrade gives these rows other numbers. It refuses a database that
has such a column, on Supabase too. Source: pg_upgrade, "Notes", "does not support upgrading of
databases containing table columns using these reg* OID-referencing system data types".

## Example
```sql
create table public.job (
  id uuid primary key,
  handler regprocedure not null
);
alter table public.job enable row level security;
```

## Use instead
```sql
create table public.job (
  id uuid primary key,
  handler text not null
);
alter table public.job enable row level security;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule
from pgcordon.rules._inheritance import own_columns
from pgcordon.rules._types import has_type

_REFUSED = (
    "regcollation",
    "regconfig",
    "regdictionary",
    "regnamespace",
    "regoper",
    "regoperator",
    "regproc",
    "regprocedure",
)


@rule(Severity.WARNING, aliases=("0018_unsupported_reg_types", "unsupported_reg_types"))
def reg_type_column(catalog: Catalog) -> Iterator[Flaw]:
    for table in catalog.tables:
        for column in own_columns(catalog, table):
            if (column.type.built_in and column.type.name in _REFUSED) or has_type(catalog, column.type, *_REFUSED):
                message = f"{table.name}.{column.name} is of type {column.type.identity}, which pg_upgrade refuses"
                yield Flaw(column, message, column.type_span)
