"""A column dropped that exists before the file.

## What it does
Flags ALTER TABLE … DROP COLUMN, and what else drops a column (DROP TYPE … CASCADE), where an earlier file makes the
column.

## Why is this bad?
Its values are gone for good, and a program that still names it fails: the old release runs until the new one has
taken over, and PostgREST's clients until they are updated. Stop using the column first, drop it in a later migration,
and allow this with the reason.

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
alter table public.note drop column title;
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
alter table public.note alter column title drop not null;
comment on column public.note.title is 'Unused since March; to be dropped in June.';
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import When, rule
from pgcordon.rules._alterations import earlier_tables


@rule(Severity.WARNING, when=When.SINCE, aliases=("ban-drop-column",))
def column_dropped(catalog: Catalog) -> Iterator[Flaw]:
    for change, _, _ in earlier_tables(catalog):
        for old, new in change.columns:
            if old is not None and new is None and change.found(old):
                message = f"{old.address} is dropped with its values; programs that still name it fail"
                yield Flaw(old, message, change.statement.span)
