"""A timestamp or a date whose name does not have the agreed form.

## What it does
Holds the names of timestamp columns against a pattern, with or without time zone, and those of date columns against
another. Where one is not set, it reports for information the few names that do not look like the others, if the project
has at least ten and nine in ten have one form, such as `created_at`. Domains count as what they are over.

## Why is this bad?
A point in time and a day are compared differently, and only the name shows which it is where the value is used. Code
that treats `created_at` and `updated_at` alike for all tables misses the table that says `created`.

## Example
```sql
create table public.note (id uuid primary key, posted timestamptz not null default now());
alter table public.note enable row level security;
```

## Use instead
```sql
create table public.note (id uuid primary key, posted_at timestamptz not null default now());
alter table public.note enable row level security;
```

## Options
Each is a regular expression that the whole name must match. In it `{table}` stands for the table's name.

- `timestamp`: for timestamps, such as `".+_at"`, for which `"at"` stands too.
- `date`: for dates, such as `".+_(on|date)"`. `"on"` stands for `".+_on"`, `"date"` for `".+_date"`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule
from pgcordon.rules._convention import Convention, Naming
from pgcordon.rules._naming import Named
from pgcordon.rules._types import columns_of_type


def _named(*types: str) -> Callable[[Catalog], Iterator[Named]]:
    def names(catalog: Catalog) -> Iterator[Named]:
        for column in columns_of_type(catalog, *types):
            yield Named(column.name, column, {"table": (column.table.name,)})

    return names


_BOUNDS = "from|until|since|before|after|start|end"

TIMESTAMPS = Convention(
    "timestamps",
    _named("timestamptz", "timestamp"),
    tiers=(
        (
            ".+_at",
            f"(.+_)?(at|{_BOUNDS})",
            ".+_on",
            ".+_time",
            ".+_date",
            ".+_ts",
            ".+_timestamp",
            "ts_.+",
            "dt_.+",
            "[a-z]+([A-Z][a-z]*)*At",
        ),
    ),
    words=("table",),
    presets={"at": ".+_at"},
)
DATES = Convention(
    "dates",
    _named("date"),
    tiers=((".+_on", ".+_date", ".+_(on|date)", ".+_at", ".+_day", "date_.+", "dt_.+", f".+_(on|date|day|{_BOUNDS})"),),
    words=("table",),
    presets={"on": ".+_on", "date": ".+_date"},
)


class TimestampNaming(Naming, frozen=True):
    conventions: ClassVar[Mapping[str, Convention]] = {"timestamp": TIMESTAMPS, "date": DATES}
    timestamp: str | None = None
    date: str | None = None


@rule(Severity.WARNING, options=TimestampNaming)
def timestamp_name(catalog: Catalog, options: TimestampNaming) -> Iterator[Flaw]:
    yield from options.flaws(catalog)
