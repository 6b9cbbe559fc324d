"""A foreign key that refers to a unique constraint rather than to the primary key.

## What it does
Flags foreign keys whose referenced columns are not the primary key of the table that they refer to.

## Why is this bad?
What is unique today need not stay so: an email address, a slug, a number on paper. Its constraint cannot be dropped or
changed while a key refers to it, and each change of a value must be carried to every row that refers to it. A primary
key is there to name the row and nothing else. Supabase warns in particular of keys to the unique constraints of the
schema `auth`, which its updates may drop.

## Example
```sql
create schema shop;
create table shop.shelf (id uuid primary key, label text not null unique);
create table shop.item (id uuid primary key, shelf_label text not null references shop.shelf (label));
create index on shop.item (shelf_label);
```

## Use instead
```sql
create schema shop;
create table shop.shelf (id uuid primary key, label text not null unique);
create table shop.item (id uuid primary key, shelf_id uuid not null references shop.shelf (id));
create index on shop.item (shelf_id);
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import When, rule
from pgcordon.rules._inheritance import own_constraints


@rule(Severity.INFO, when=When.NAMED, aliases=("0021_fkey_to_auth_unique", "fkey_to_auth_unique"))
def foreign_key_to_unique(catalog: Catalog) -> Iterator[Flaw]:
    for constraint in (each for table in catalog.tables for each in own_constraints(catalog, table)):
        parent = catalog.table(constraint.references) if constraint.references else None
        if parent is None or not constraint.referenced_columns:
            continue
        key = parent.primary_key
        if key is None or set(key.columns) != set(constraint.referenced_columns):
            columns, referenced = ", ".join(constraint.columns), ", ".join(constraint.referenced_columns)
            message = f"{constraint.table} ({columns}) refers to {parent.name} ({referenced}), not to its primary key"
            yield Flaw(constraint, message)
