"""Two indexes that find the same rows in the same order.

## What it does
Flags an index that equals another one of its table: in method, keys, order, operator classes, collations, included
columns and predicate. The later one is flagged, unless it is the only unique one of the two. Equal unique constraints
of one table count as well. An index that repeats a constraint's is left to `reindexed-unique`.

## Why is this bad?
Every INSERT and most updates write both, and both fill memory and backups; every query uses one of them.

## Example
```sql
create schema shop;
create table shop.item (id uuid primary key, sku text not null);
create index item_sku_idx on shop.item (sku);
create index item_by_sku on shop.item (sku);
```

## Use instead
```sql
create schema shop;
create table shop.item (id uuid primary key, sku text not null);
create index item_sku_idx on shop.item (sku);
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Constraint, Fix, Flaw, Index, Severity, quote_identifier
from pgcordon.rules import rule
from pgcordon.rules._lookups import drop_of, lookups, superfluous


@rule(Severity.WARNING, aliases=("0009_duplicate_index", "duplicate_index"))
def duplicate_index(catalog: Catalog) -> Iterator[Flaw]:
    for indexes in lookups(catalog):
        for later, earlier in superfluous(indexes):
            match later.holder, earlier.holder:
                case Index() as index, Index() as other:
                    yield Flaw(
                        index, f"index {index.name} equals {other.name.name}; drop it", fix=drop_of(catalog, index)
                    )
                case Constraint() as constraint, other:
                    message = f"{constraint.address} says what {other.name} says, with an index of its own; drop it"
                    yield Flaw(constraint, message, fix=_drop_of_constraint(constraint))


def _drop_of_constraint(constraint: Constraint) -> Fix:
    name = quote_identifier(constraint.name)
    return Fix(f"drop the constraint {name}", migration=f"alter table {constraint.table} drop constraint {name};")
