"""A table dropped that exists before the file.

## What it does
Flags DROP TABLE, and what else drops a table (DROP SCHEMA … CASCADE), where an earlier file makes the table.
Partitions that go with their table are not told apart from it.

## Why is this bad?
The rows are gone for good, and whatever program still runs against the old schema fails with its next statement. Stop
using the table first, drop it in a later migration, when nobody has missed it, and allow this with the reason.

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
drop table public.note;
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
comment on table public.note is 'Unused since March; to be dropped in June.';
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import When, rule
from pgcordon.rules._alterations import earlier_tables


@rule(Severity.WARNING, when=When.SINCE, aliases=("ban-drop-table",))
def table_dropped(catalog: Catalog) -> Iterator[Flaw]:
    for change, table, after in earlier_tables(catalog):
        if after is None:
            message = f"table {table.name} is dropped with all its rows; programs that still use it fail"
            yield Flaw(table, message, change.statement.span)
