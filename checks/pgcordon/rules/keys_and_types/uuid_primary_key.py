"""A primary key that holds no uuid.

## What it does
Flags tables without a primary key, and those whose primary key has no column of type uuid. Partitions, which have
their parent's key, and temporary tables are left alone.

## Why is this bad?
Consecutive numbers tell everyone how many rows there are and let anyone guess the next one. Two systems that hand out
uuids can be merged, and a client can name a row before it is stored.

## Example
```sql
create table public.note (id bigint generated always as identity primary key, body text not null);
alter table public.note enable row level security;
```

## Use instead
```sql
create table public.note (id uuid primary key default extensions.gen_random_uuid(), body text not null);
alter table public.note enable row level security;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Persistence, Severity, Table, TableKind
from pgcordon.rules import When, rule
from pgcordon.rules._types import has_type


@rule(Severity.WARNING, when=When.NAMED)
def uuid_primary_key(catalog: Catalog) -> Iterator[Flaw]:
    for table in filter(_should_have_key, catalog.tables):
        key = table.primary_key
        if key is None:
            yield Flaw(table, f"table {table.name} has no primary key")
            continue
        columns = [column for name in key.columns if (column := table.column(name))]
        if not any(has_type(catalog, column.type, "uuid") for column in columns):
            described = ", ".join(f"{column.name} {column.type}" for column in columns)
            yield Flaw(key, f"the primary key of {table.name} is ({described}), without a uuid")


def _should_have_key(table: Table) -> bool:
    ours = table.kind is not TableKind.FOREIGN and table.persistence is not Persistence.TEMPORARY
    return ours and table.partition_of is None
