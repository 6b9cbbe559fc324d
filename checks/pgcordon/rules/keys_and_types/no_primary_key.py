"""A table without a primary key.

## What it does
Flags tables without a primary key. A unique constraint on columns that are not null is none. Partitions, which have
their key from the partitioned table, foreign tables and temporary tables are left alone.

## Why is this bad?
Nothing names one row of it: the same row may be there twice, a client cannot change or delete one of them, and other
tables have no key to refer to by default. Logical replication, Supabase Realtime among its users, refuses UPDATE and
DELETE on a published table without one. Source: the manual, "Publication", on replica identity.

## Example
```sql
create schema shop;
create table shop.item (sku text not null unique, title text not null);
```

## Use instead
```sql
create schema shop;
create table shop.item (sku text primary key, title text not null);
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Persistence, Severity, TableKind
from pgcordon.rules import rule


@rule(Severity.WARNING, aliases=("0004_no_primary_key", "no_primary_key"))
def no_primary_key(catalog: Catalog) -> Iterator[Flaw]:
    for table in catalog.tables:
        if table.primary_key or table.partition_of:
            continue
        if table.kind is not TableKind.FOREIGN and table.persistence is not Persistence.TEMPORARY:
            yield Flaw(table, f"table {table.name} has no primary key, so that nothing names one row of it")
