"""A policy that lets a role change rows of which no policy lets it see one.

## What it does
Flags permissive UPDATE and DELETE policies for a role that has no SELECT policy on the same table.

## Why is this bad?
An UPDATE or DELETE with a WHERE clause or with RETURNING reads the rows first, so the SELECT policies apply too.
Without one the command finds no row, changes nothing and raises no error. Clients of an API always send a filter.
Source: CREATE POLICY, table "Policies Applied by Command Type".

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_update on public.note for update to authenticated
  using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
grant select, update on public.note to authenticated;
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
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
create policy note_update on public.note for update to authenticated
  using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
grant select, update on public.note to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Command, Flaw, Policy, Severity
from pgcordon.rules import rule


@rule(Severity.WARNING)
def update_without_select_policy(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        if not policy.permissive or policy.command not in (Command.UPDATE, Command.DELETE) or _is_closed(policy):
            continue
        blind = _roles_that_see_nothing(catalog, policy)
        if blind:
            fault = f"no policy on {policy.table} lets {', '.join(blind)} SELECT"
            yield Flaw(policy, f"{fault}, so their {policy.command} with a WHERE clause finds no row")


def _roles_that_see_nothing(catalog: Catalog, policy: Policy) -> tuple[str, ...]:
    reading = [
        other
        for other in catalog.policies_on(policy.table)
        if other.permissive and other.applies_to(Command.SELECT) and not _is_closed(other)
    ]
    if "public" in policy.roles:
        return () if reading else ("anybody",)
    blind = [role for role in policy.roles if not any(catalog.applies_to(other, role) for other in reading)]
    return tuple(role for role in blind if not catalog.bypass_row_security((role,)))


def _is_closed(policy: Policy) -> bool:
    return policy.using is not None and policy.using.always_false
