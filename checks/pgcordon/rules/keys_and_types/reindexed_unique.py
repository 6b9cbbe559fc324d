"""An index on the columns of a primary key or a unique constraint.

## What it does
Flags indexes that equal the one that PostgreSQL keeps for a primary key or a unique constraint of the table. Indexes
with a predicate, with further or included columns, of another method or operator class are other indexes. A unique
one beside a deferrable constraint is left alone: only it can be referred to, or stand behind ON CONFLICT.

## Why is this bad?
PostgreSQL makes a unique index for every primary key and unique constraint. Source: the manual, "Unique Indexes",
which warns that doing it by hand "would just duplicate the automatically-created index". The second one costs a write
for every row and serves nobody.

## Example
```sql
create schema shop;
create table shop.item (id uuid primary key, sku text not null unique);
create index item_sku_idx on shop.item (sku);
```

## Use instead
```sql
create schema shop;
create table shop.item (id uuid primary key, sku text not null unique);
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Constraint, ConstraintType, Flaw, Index, Severity
from pgcordon.rules import rule
from pgcordon.rules._lookups import drop_of, lookups, superfluous


@rule(Severity.WARNING, aliases=("0009_duplicate_index", "duplicate_index"))
def reindexed_unique(catalog: Catalog) -> Iterator[Flaw]:
    for indexes in lookups(catalog):
        for later, earlier in superfluous(indexes):
            index, constraint = later.holder, earlier.holder
            if isinstance(index, Index) and isinstance(constraint, Constraint):
                kind = "primary key" if constraint.type is ConstraintType.PRIMARY_KEY else "unique constraint"
                message = f"index {index.name} repeats the one behind the {kind} {constraint.name}; drop it"
                yield Flaw(index, message, fix=drop_of(catalog, index))
