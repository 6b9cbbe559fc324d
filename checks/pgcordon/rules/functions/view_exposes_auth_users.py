"""A view through which clients read the accounts of all users.

## What it does
Flags views and materialized views of an exposed schema that a client may read and that read `auth.users` as their
owner, directly or through other views. A view that chooses rows by who asks, as in `where id = auth.uid()`, is left
alone.

## Why is this bad?
`auth.users` holds e-mail addresses, telephone numbers and what the sign-in provider told of every user; clients have no
privilege on it. A view lends them its owner's.

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

create view public.author as select id, email from auth.users;
grant select on public.author to authenticated;
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

create table public.author (
  id uuid primary key references auth.users (id) on delete cascade,
  display_name text not null
);
alter table public.author enable row level security;
create policy author_select on public.author for select to authenticated using (id = (select auth.uid()));
grant select on public.author to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule
from pgcordon.rules._guarded import tables_behind
from pgcordon.rules._views import USERS, asks_who, readers


@rule(Severity.ERROR, aliases=("0002_auth_users_exposed", "auth_users_exposed"))
def view_exposes_auth_users(catalog: Catalog) -> Iterator[Flaw]:
    for view in catalog.views:
        if asks_who(catalog, view):
            continue
        roles = readers(catalog, view)
        if roles and USERS in tables_behind(catalog, view, roles):
            kind = "materialized view" if view.materialized else "view"
            yield Flaw(view, f"{kind} {view.name} shows accounts of {USERS} to {', '.join(roles)}")
