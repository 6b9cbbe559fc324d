"""A write policy whose check expression accepts every row.

## What it does
Flags permissive INSERT, UPDATE and ALL policies whose check expression is always true, unless a restrictive policy
limits them, or they are for roles that bypass row security anyway or that no client acts as. A policy without WITH
CHECK is judged by its USING expression, which PostgreSQL then applies to new rows too.

## Why is this bad?
USING decides which rows a command may start from; WITH CHECK decides which rows it may leave behind. If every row
passes, a user who may update one row may also put somebody else's id in its owner column.

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
create policy note_insert on public.note for insert to authenticated with check (true);
create policy note_update on public.note for update to authenticated
  using (owner_id = (select auth.uid())) with check (true);
grant select, insert, update on public.note to authenticated;
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
create policy note_insert on public.note for insert to authenticated with check (owner_id = (select auth.uid()));
create policy note_update on public.note for update to authenticated
  using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
grant select, insert, update on public.note to authenticated;
```

## Exploited by
`insert-as-other`
`reassign-owner`
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule


@rule(Severity.ERROR, aliases=("0024_permissive_rls_policy", "0024_rls_policy_always_true", "rls_policy_always_true"))
def with_check_always_true(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        check = policy.check_expression
        if not policy.permissive or check is None or not check.always_true:
            continue
        if not catalog.concerns_clients(policy):
            continue
        if any(other.restricts_writes_of(policy) for other in catalog.policies_on(policy.table)):
            continue
        yield Flaw(
            policy,
            f"{policy.command} check of {policy.address.identity} passes every row for {policy.roles_phrase}",
            check.span,
        )
