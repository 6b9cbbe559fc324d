"""An index whose name does not have the agreed form.

## What it does
Holds the names of indexes against a pattern. It does nothing until the pattern is set. Indexes behind a primary key
or a unique constraint carry the constraint's name and are left to `constraint-name`.

## Why is this bad?
Index names turn up in query plans and error messages. One that says its table and columns spares a look into the
catalog, and two of the same columns meet in one name.

## Example
```sql
create table public.note (id uuid primary key, owner_id uuid not null);
alter table public.note enable row level security;
create index notes_by_user on public.note (owner_id);
```

## Use instead
```sql
create table public.note (id uuid primary key, owner_id uuid not null);
alter table public.note enable row level security;
create index idx_note_owner_id on public.note (owner_id);
```

## Options
- `pattern`: a regular expression that the whole name must match, such as `"idx_{table}_{columns}"`. In it `{table}`
  stands for the table's name, `{columns}` for the key columns joined with underscores, where an expression may have
  any name, and `{column}` for any one of the key columns.
"""

from collections.abc import Iterator

import msgspec

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import When, rule
from pgcordon.rules._naming import any_of, joined, matches, validate


class IndexNaming(msgspec.Struct, frozen=True):
    pattern: str | None = None

    def __post_init__(self) -> None:
        validate(self.pattern, ("table", "columns", "column"))


@rule(Severity.WARNING, options=IndexNaming, when=When.NAMED)
def index_name(catalog: Catalog, options: IndexNaming) -> Iterator[Flaw]:
    if options.pattern is None:
        return
    for index in catalog.indexes:
        meanings = {
            "table": any_of([index.table.name]),
            "columns": joined(index.columns),
            "column": "|".join(joined([column]) for column in index.columns),
        }
        if not matches(index.name.name, options.pattern, meanings):
            yield Flaw(index, f'the name of {index.address} does not match "{options.pattern}"')
