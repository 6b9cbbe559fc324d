"""A policy that lets visitors write without asking who they are.

## What it does
Flags permissive INSERT, UPDATE, DELETE and ALL policies that name a role of visitors who are not signed in, `anon` on
Supabase, and whose expressions never ask who calls. Policies without TO, or TO PUBLIC, are left to
`policy-for-public`.

A form that anybody may send is sometimes meant. Say so above the policy:
`-- pgcordon: allow anonymous-write-policy: the contact form is for everybody`.

## Why is this bad?
Whoever finds the address of the API can send such a request, as often as they like, and nothing ties the row to
anybody. An UPDATE or DELETE policy of this kind lets every visitor spoil the rows of all others.

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_insert on public.note for insert to anon with check (body <> '');
grant insert on public.note to anon, authenticated;
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
create policy note_insert on public.note for insert to authenticated
  with check (owner_id = (select auth.uid()) and body <> '');
grant insert on public.note to anon, authenticated;
```

## Exploited by
`insert-as-other`
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Command, Flaw, Policy, Severity
from pgcordon.rules import rule


@rule(Severity.WARNING)
def anonymous_write_policy(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        visitors = [role for role in catalog.api.anonymous if role in policy.roles]
        if not visitors or not policy.permissive or policy.command is Command.SELECT:
            continue
        if not _passes_unasked(catalog, policy) or _is_limited(catalog, policy):
            continue
        writes = "write" if policy.command is Command.ALL else policy.command
        fault = f"{policy.address} lets {', '.join(visitors)} {writes} and never asks who calls"
        yield Flaw(policy, f"{fault}; if that is meant, allow it with the reason")


def _passes_unasked(catalog: Catalog, policy: Policy) -> bool:
    stated = [each for each in (policy.using, policy.with_check) if each is not None]
    return not any(each.always_false or catalog.who_asks(each) for each in stated)


def _is_limited(catalog: Catalog, policy: Policy) -> bool:
    """Whether a restrictive policy for the same command and roles asks who calls."""
    return any(
        (other.restricts_writes_of(policy) or other.restricts_reads_of(policy)) and not _passes_unasked(catalog, other)
        for other in catalog.policies_on(policy.table)
    )
