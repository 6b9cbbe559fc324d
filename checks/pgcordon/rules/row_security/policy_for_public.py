"""A permissive policy for every role there is.

## What it does
Flags permissive policies without a TO clause, and those that say TO PUBLIC. Restrictive policies are left alone:
one for every role is the safe kind.

## Why is this bad?
Such a policy holds for visitors who never signed in, for whom `auth.uid()` is null. An expression written with users
in mind seldom survives null: `is not true`, `is distinct from`, `not exists` and `coalesce` all turn it into a yes.
Naming the role also spares PostgreSQL the evaluation for everybody else.

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select
  using (owner_id = coalesce((select auth.uid()), owner_id));
grant select on public.note to anon, authenticated;
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
grant select on public.note to anon, authenticated;
```

## Exploited by
`read-foreign-rows`
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Edit, Fix, Flaw, Policy, Severity, quote_identifier
from pgcordon.rules import rule
from pgcordon.rules._insertion import in_style_of


@rule(Severity.WARNING)
def policy_for_public(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        if not policy.permissive or "public" not in policy.roles:
            continue
        cause = "says TO PUBLIC" if policy.roles_stated else "has no TO clause"
        fault = f"{policy.address} {cause}, so it also holds for visitors who are not signed in"
        yield Flaw(policy, fault, fix=_fix(catalog, policy))


def _fix(catalog: Catalog, policy: Policy) -> Fix | None:
    """Name the roles of those who are signed in, where the policy asks who calls."""
    stated = [each for each in (policy.using, policy.with_check) if each is not None]
    if not catalog.api.signed_in or not any(catalog.who_asks(each) for each in stated):
        return None
    roles = ", ".join(map(quote_identifier, catalog.api.signed_in))
    edits: tuple[Edit, ...] = ()
    if policy.roles_span and policy.defined:
        clause = roles if policy.roles_stated else in_style_of(policy.defined, f" to {roles}")
        edits = (Edit(policy.roles_span, clause),)
    migration = f"alter policy {quote_identifier(policy.name)} on {policy.table} to {roles};"
    return Fix(f"name the role: to {roles}", edits, migration, safe=False)
