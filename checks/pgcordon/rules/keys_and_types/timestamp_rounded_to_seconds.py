"""A point in time that is rounded to whole seconds.

## What it does
Flags columns of type `timestamp(0)` and `timestamptz(0)`, directly or through a domain.

## Why is this bad?
The value is rounded, not cut off: half of the rows that are stored with `now()` lie up to half a second in the future.
`where created_at <= now()` misses the row that was just written, a session's age is negative, and what is sorted or
paged by the column has lost the order of what happened within a second. Source: the manual, "Date/Time Types". Round
where it is shown.

## Example
```sql
create schema shop;
create table shop.item (id uuid primary key, created_at timestamptz(0) not null default now());
```

## Use instead
```sql
create schema shop;
create table shop.item (id uuid primary key, created_at timestamptz not null default now());
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule
from pgcordon.rules._retyping import retyped
from pgcordon.rules._types import base_type, columns_of_type


@rule(Severity.INFO)
def timestamp_rounded_to_seconds(catalog: Catalog) -> Iterator[Flaw]:
    for column in columns_of_type(catalog, "timestamp", "timestamptz"):
        base = base_type(catalog, column.type)
        if base.modifiers == ("0",):
            message = f"{column.address.identity} is rounded to seconds and may lie in the future; leave out the (0)"
            yield Flaw(column, message, column.type_span, retyped(column, base.name))
