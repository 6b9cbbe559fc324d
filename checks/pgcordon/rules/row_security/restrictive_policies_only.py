"""A restrictive policy with no permissive one beside it.

## What it does
Flags restrictive policies for whose commands and roles there is no permissive policy on the table. One that is always
false is left alone: it says that it lets nothing pass.

## Why is this bad?
Restrictive policies only take away from what permissive ones give. Where none gives anything, no row passes, whatever
the restrictive policy says. Source: CREATE POLICY, "there needs to be at least one permissive policy to
grant access to records".

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note as restrictive for select to authenticated
  using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
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
create policy note_select on public.note for select to authenticated
  using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Policy, Severity
from pgcordon.rules import rule
from pgcordon.rules._reach import shared_commands, shared_roles


@rule(Severity.WARNING)
def restrictive_policies_only(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        if policy.permissive or _is_closed(policy) or catalog.bypass_row_security(policy.roles):
            continue
        if not any(_gives_something(catalog, other, policy) for other in catalog.policies_on(policy.table)):
            yield Flaw(
                policy,
                f"{policy.address.identity} is restrictive and no permissive policy stands beside it, "
                f"so no row passes for {policy.roles_phrase}",
            )


def _gives_something(catalog: Catalog, other: Policy, restrictive: Policy) -> bool:
    both = bool(shared_commands(other, restrictive)) and bool(shared_roles(catalog, other, restrictive))
    return other.permissive and both


def _is_closed(policy: Policy) -> bool:
    stated = [each for each in (policy.using, policy.with_check) if each is not None]
    return all(each.always_false for each in stated)
