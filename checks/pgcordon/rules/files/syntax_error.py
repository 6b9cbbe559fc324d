"""A statement that PostgreSQL cannot parse.

## What it does
Reports what PostgreSQL's own parser refuses, at the token where it gave up. The statements after it are still read.

## Why is this bad?
Nothing that the statement was to define is known, so nothing about it was checked, and no server will load the file.

## Example
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create polcy note_owner on public.note to authenticated using (owner_id = (select auth.uid()));
grant select, insert, update, delete on public.note to authenticated;
```

## Use instead
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_owner on public.note to authenticated using (owner_id = (select auth.uid()));
grant select, insert, update, delete on public.note to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import FilePlace, rule


@rule(Severity.ERROR)
def syntax_error(catalog: Catalog) -> Iterator[Flaw]:
    for fault in catalog.syntax_faults:
        yield Flaw(FilePlace(fault.span), fault.message)
