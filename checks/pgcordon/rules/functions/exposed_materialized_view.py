"""A materialized view that clients may read, and that no row security guards.

## What it does
Flags materialized views of an exposed schema that a client may read. If everybody may read every row of the tables
behind it anyway, the finding is for information only.

## Why is this bad?
A materialized view holds what its owner saw when it was last refreshed. It cannot have policies, and the policies of
the tables behind it are not asked. Source: CREATE POLICY speaks of tables only.

## Example
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;

create materialized view public.note_count as
select owner_id, count(*) as notes from public.note group by owner_id;
grant select on public.note_count to authenticated;
```

## Use instead
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;

create materialized view public.note_count as
select owner_id, count(*) as notes from public.note group by owner_id;
revoke all on public.note_count from anon, authenticated;

create function public.count_notes() returns bigint
  language sql stable security definer set search_path = ''
as $$ select notes from public.note_count where owner_id = auth.uid() $$;
revoke execute on function public.count_notes() from public, anon;
grant execute on function public.count_notes() to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule
from pgcordon.rules._guarded import guarded_tables, tables_behind
from pgcordon.rules._views import readers


@rule(Severity.WARNING, aliases=("0016_materialized_view_in_api", "materialized_view_in_api"))
def exposed_materialized_view(catalog: Catalog) -> Iterator[Flaw]:
    for view in catalog.views:
        roles = readers(catalog, view) if view.materialized else ()
        if not roles:
            continue
        told = f"materialized view {view.name} can be read by {', '.join(roles)}, and has no row security"
        hidden = [str(table.name) for table in guarded_tables(catalog, tables_behind(catalog, view, roles), roles)]
        if hidden:
            yield Flaw(view, f"{told}; that of {', '.join(hidden)} is not asked")
        else:
            yield Flaw(view, told, severity=Severity.INFO)
