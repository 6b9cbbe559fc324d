"""A view that shows what row security hides.

## What it does
Flags views of an exposed schema that a client may read or write, that run as their owner, and behind which, directly
or through other views, stands a table whose row security would keep rows from that client. A view that is
security_invoker itself is flagged where it stands before one that is not and that the API does not expose.

Where the view's own query chooses rows by who asks, as in `where owner_id = auth.uid()`, it seems to be a door that
somebody cut on purpose: the finding is for information only. It is a warning where a client may also write through
such a view, past the policies that say which columns and rows may be changed. Views of `auth.users` are
`view-exposes-auth-users`.

## Why is this bad?
A view reads its tables as its owner, whom row security does not stop, unless it is created WITH (security_invoker =
true), which PostgreSQL 15 brought. Views that are simple enough can be written, too, past every WITH CHECK. CREATE OR
REPLACE VIEW forgets the option where it does not name it again. Source: CREATE VIEW, "security_invoker".

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

create view public.note_title as select id, owner_id, left(body, 80) as title from public.note;
grant select, delete on public.note_title to authenticated;
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

create view public.note_title with (security_invoker = true) as
select id, owner_id, left(body, 80) as title from public.note;
grant select, delete on public.note_title to authenticated;
```

## Exploited by
`read-through-view`
`write-through-view`
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule
from pgcordon.rules._guarded import guarded_tables, tables_behind
from pgcordon.rules._views import USERS, asks_who, clients, make_security_invoker, may_be_written


@rule(Severity.ERROR, aliases=("0010_security_definer_view", "security_definer_view"))
def view_without_security_invoker(catalog: Catalog) -> Iterator[Flaw]:
    for view in catalog.views:
        if view.materialized:
            continue
        roles = clients(catalog, view)
        behind = tables_behind(catalog, view, roles) if roles else frozenset()
        hidden = [str(table.name) for table in guarded_tables(catalog, behind - {USERS}, roles)]
        if not hidden:
            continue
        past = f"{', '.join(hidden)} as its owner, past row security, for {', '.join(roles)}"
        told = f"view {view.name} reads {past}"
        if view.security_invoker:
            yield Flaw(view, f"view {view.name} stands before a view that reads {past}; make that one security_invoker")
        elif asks_who(catalog, view):
            severity = Severity.WARNING if may_be_written(catalog, view) else Severity.INFO
            yield Flaw(view, f"{told}; only its own conditions stand before them", severity=severity)
        else:
            yield Flaw(view, f"{told}; add `with (security_invoker = true)`", fix=make_security_invoker(catalog, view))
