"""A column of type timestamp, which does not know its time zone.

## What it does
Flags columns of type `timestamp` (without time zone), directly or through a domain.

## Why is this bad?
Such a value is a reading of some clock, not a moment. `now()` stored in it is turned into the local time of the
session that stored it, and compared with `now()` in another session it may be hours off. For a session's expiry that
is the difference between alive and closed.

## Example
```sql
create table public.note (id uuid primary key, created_at timestamp not null default now());
alter table public.note enable row level security;
```

## Use instead
```sql
create table public.note (id uuid primary key, created_at timestamptz not null default now());
alter table public.note enable row level security;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Column, Fix, Flaw, Severity, quote_identifier
from pgcordon.rules import When, rule
from pgcordon.rules._retyping import retyped
from pgcordon.rules._types import columns_of_type


@rule(Severity.WARNING, when=When.NAMED, aliases=("prefer-timestamp-tz", "prefer-timestamptz"))
def timestamp_without_time_zone(catalog: Catalog) -> Iterator[Flaw]:
    for column in columns_of_type(catalog, "timestamp"):
        message = f"{column.address.identity} is a timestamp without time zone; use timestamptz"
        yield Flaw(column, message, fix=_fix(column))


def _fix(column: Column) -> Fix | None:
    """What is stored is taken for readings of a clock in UTC, which servers keep."""
    precision = f"({column.type.modifiers[0]})" if column.type.modifiers else ""
    return retyped(column, f"timestamptz{precision}", using=f"{quote_identifier(column.name)} at time zone 'UTC'")
