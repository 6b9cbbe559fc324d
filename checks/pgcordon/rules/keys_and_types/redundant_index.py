"""An index that is the beginning of another one.

## What it does
Flags indexes of method btree that are not unique and whose keys are the first keys of another index of the table, or
of a primary key or unique constraint, under the same predicate. An index that runs the other way through the same
keys is one too: PostgreSQL reads both ways.

## Why is this bad?
Whatever the shorter one finds, the longer one finds as well. Source: the manual, "Multicolumn Indexes". Most tables are
better off without it: each index is one more write for every row. It can be worth keeping where the longer one is much
larger and the short one is read very often; that is why this is a hint.

## Example
```sql
create schema shop;
create table shop.item (id uuid primary key, shelf text not null, sku text not null);
create index item_shelf_idx on shop.item (shelf);
create index item_shelf_sku_idx on shop.item (shelf, sku);
```

## Use instead
```sql
create schema shop;
create table shop.item (id uuid primary key, shelf text not null, sku text not null);
create index item_shelf_sku_idx on shop.item (shelf, sku);
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Index, Severity
from pgcordon.rules import rule
from pgcordon.rules._lookups import Lookup, drop_of, lookups, superfluous


@rule(Severity.INFO)
def redundant_index(catalog: Catalog) -> Iterator[Flaw]:
    for indexes in lookups(catalog):
        repeated = {id(later) for later, _ in superfluous(indexes)}
        needed = [each for each in indexes if id(each) not in repeated]
        for short, long in _beginnings(needed):
            if isinstance(short.holder, Index):
                message = f"index {short.holder.name} is the beginning of {long.description}, which finds the same rows"
                yield Flaw(short.holder, message, fix=drop_of(catalog, short.holder))


def _beginnings(needed: list[Lookup]) -> Iterator[tuple[Lookup, Lookup]]:
    """Each index that is not needed, with the first one that makes it so; of two that run both ways, the later."""
    for position, short in enumerate(needed):
        if short.unique:
            continue
        for other_position, long in enumerate(needed):
            mutual = long.begins(short) and not long.unique
            if long is not short and short.begins(long) and not (mutual and position < other_position):
                yield short, long
                break
