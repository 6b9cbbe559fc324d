"""Policies on a table whose row security is off.

## What it does
Flags tables that have policies but for which row security was never enabled, or was disabled again.

## Why is this bad?
PostgreSQL keeps such policies and does not apply them. The schema reads as if the rows were guarded, and whoever
has a privilege on the table reaches all of them.

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
create policy note_owner on public.note to authenticated
  using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
grant select, insert, update, delete on public.note to authenticated;
```

## Use instead
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_owner on public.note to authenticated
  using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
grant select, insert, update, delete on public.note to authenticated;
```

## Exploited by
`read-foreign-rows`
`insert-as-other`
`update-foreign-rows`
`delete-foreign-rows`
`reassign-owner`
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule
from pgcordon.rules._row_security import enable_row_security


@rule(Severity.ERROR, aliases=("0007_policy_exists_rls_disabled", "policy_exists_rls_disabled"))
def policy_without_rls(catalog: Catalog) -> Iterator[Flaw]:
    for table in catalog.tables:
        policies = catalog.policies_on(table.name)
        if table.row_security or not policies:
            continue
        ignored = "its policy does not apply" if len(policies) == 1 else f"none of its {len(policies)} policies applies"
        fault = f"row security of {table.name} is off, so {ignored}"
        yield Flaw(table, fault, policies[0].defined, enable_row_security(catalog, table))
