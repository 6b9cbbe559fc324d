"""A policy whose USING expression lets every row through.

## What it does
Flags permissive SELECT, UPDATE, DELETE and ALL policies whose USING expression is always true, unless a restrictive
policy limits them, or they are for roles that bypass row security anyway or that no client acts as: those that neither
a role of the API nor the one that PostgREST logs in as is a member of, such as `supabase_auth_admin`.

Letting everybody read a table is sometimes meant. No policy can show that, so say it above the policy:
`-- pgcordon: allow using-always-true: the menu hangs in the window`.

## Why is this bad?
Permissive policies are joined with OR: one that is always true makes the careful ones beside it worthless.

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (true);
create policy note_delete on public.note for delete to authenticated using (true);
grant select, delete on public.note to authenticated;
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
create policy note_delete on public.note for delete to authenticated using (owner_id = (select auth.uid()));
grant select, delete on public.note to authenticated;
```

## Exploited by
`read-foreign-rows`
`delete-foreign-rows`
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Command, Flaw, Policy, Severity
from pgcordon.rules import rule

_EFFECTS = {
    Command.ALL: "can be read, changed and deleted",
    Command.SELECT: "can be read",
    Command.UPDATE: "can be changed",
    Command.DELETE: "can be deleted",
}


@rule(Severity.ERROR, aliases=("0024_permissive_rls_policy", "0024_rls_policy_always_true", "rls_policy_always_true"))
def using_always_true(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        using = policy.using
        if not policy.permissive or using is None or not using.always_true or policy.command not in _EFFECTS:
            continue
        if not catalog.concerns_clients(policy):
            continue
        if any(other.restricts_reads_of(policy) for other in catalog.policies_on(policy.table)):
            continue
        yield Flaw(policy, _message(policy), using.span)


def _message(policy: Policy) -> str:
    fault = f"every row of {policy.table} {_EFFECTS[policy.command]} by {policy.roles_phrase}"
    return f"{fault}; if that is meant, allow it with the reason" if policy.command is Command.SELECT else fault
