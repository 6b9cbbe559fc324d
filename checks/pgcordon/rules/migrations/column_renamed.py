"""A column renamed that exists before the file.

## What it does
Flags ALTER TABLE … RENAME COLUMN where an earlier file makes the column.

## Why is this bad?
The old name is gone in the same moment: every program that still uses it fails until it is replaced, and so do the
bodies of functions, which PostgreSQL keeps as text. Add a column under the new name, write both, move the readers over,
and drop the old one later.

## Example
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

```sql
alter table public.note rename column title to heading;
```

## Use instead
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

```sql
alter table public.note add column heading text;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import When, rule
from pgcordon.rules._alterations import earlier_tables


@rule(Severity.WARNING, when=When.SINCE, aliases=("renaming-column",))
def column_renamed(catalog: Catalog) -> Iterator[Flaw]:
    for change, _, _ in earlier_tables(catalog):
        if change.statement.kind != "Rename":
            continue
        for old, new in change.columns:
            if old is not None and new is not None and old.name != new.name and change.found(old):
                message = f"{old.address} is renamed to {new.name}: programs and functions that say {old.name} fail"
                yield Flaw(old, message, change.statement.span)
