"""A policy that everything passes while nobody is signed in.

## What it does
Flags permissive policies for visitors (`anon` on Supabase, or PUBLIC) whose expression is true whenever the identity
of who asks is null: `auth.uid() is null or …`, `coalesce(owner_id = auth.uid(), true)`,
`(owner_id = auth.uid()) is not false`, `blocked_id is distinct from auth.uid()`.

## Why is this bad?
A request without a token has no user id, and `auth.uid()` is null in it. Such a policy holds back those who sign in,
and lets everybody else see or change every row.

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to anon, authenticated
  using ((select auth.uid()) is null or owner_id = (select auth.uid()));
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
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

## Exploited by
`read-foreign-rows`
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Expression, Flaw, Policy, Severity
from pgcordon.rules import rule
from pgcordon.rules._ownership import narrowest


@rule(Severity.ERROR)
def missing_identity_passes(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        if not policy.permissive or not _is_for_visitors(catalog, policy) or _is_restricted(catalog, policy):
            continue
        for expression in policy.expressions:
            missing = _missing(catalog, expression)
            if missing:
                place = narrowest(expression, lambda part: _missing(catalog, part))
                yield Flaw(policy, _message(policy, missing[0]), place.span)


def _missing(catalog: Catalog, expression: Expression) -> list[str]:
    """The calls that learn who asks and make it true by being null."""
    if not expression.passes_if_null:
        return []
    asking = dict.fromkeys(str(call) for call in catalog.who_asks(expression))
    return [name for name in asking if name in expression.passes_if_null]


def _is_for_visitors(catalog: Catalog, policy: Policy) -> bool:
    return any(catalog.applies_to(policy, role) for role in catalog.api.anonymous)


def _is_restricted(catalog: Catalog, policy: Policy) -> bool:
    """Whether a restrictive policy that does not let them pass limits it."""
    return any(
        (other.restricts_reads_of(policy) or other.restricts_writes_of(policy))
        and not any(_missing(catalog, each) for each in other.expressions)
        for other in catalog.policies_on(policy.table)
    )


def _message(policy: Policy, name: str) -> str:
    return f"every row of {policy.table} passes where {name}() is null, so for everybody who is not signed in"
