"""A SELECT policy that hides what an UPDATE policy lets its role do.

## What it does
Looks for columns, such as `deleted_at`, that every SELECT policy of a role holds to one state, while an UPDATE policy
lets the same role change them and its check does not mention them.

## Why is this bad?
An UPDATE with a WHERE clause or RETURNING has to leave a row that the SELECT policies still show. Setting `deleted_at`
therefore fails with "new row violates row-level security policy" (42501), although the UPDATE policy allows it.
Source: CREATE POLICY, table "Policies Applied by Command Type".

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null,
  deleted_at timestamptz
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated
  using (owner_id = (select auth.uid()) and deleted_at is null);
create policy note_update on public.note for update to authenticated
  using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
grant select, update on public.note to authenticated;
```

## Use instead
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null,
  deleted_at timestamptz
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

from pgcordon.model import Catalog, Command, Expression, Flaw, Policy, Severity
from pgcordon.rules import rule


@rule(Severity.INFO)
def select_policy_blocks_update(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        if not policy.permissive or not policy.applies_to(Command.UPDATE) or policy.check_expression is None:
            continue
        if catalog.bypass_row_security(policy.roles) or policy.check_expression.always_false:
            continue
        for name in _held(catalog, policy) - policy.check_expression.column_names:
            if _may_change(catalog, policy, name):
                fault = (
                    f"every SELECT policy of {policy.table} asks for a state of {name}, which this policy lets change"
                )
                yield Flaw(policy, f"{fault}; an UPDATE that changes it fails, since the new row is hidden")


def _held(catalog: Catalog, policy: Policy) -> set[str]:
    """The columns of which every SELECT policy for the roles asks for one state."""
    reading = [
        other
        for other in catalog.policies_on(policy.table)
        if other.permissive
        and other.applies_to(Command.SELECT)
        and ("public" in policy.roles or any(catalog.applies_to(other, role) for role in policy.roles))
    ]
    held = [_states(other.using) if other.using else set() for other in reading]
    return set.intersection(*held) if held else set()


def _states(using: Expression) -> set[str]:
    """The columns that a condition of the expression compares with literals, or asks for null, by themselves."""
    return {
        comparison.column
        for part in using.conjuncts or (using,)
        if not part.disjuncts and not part.calls and not part.subqueries and len(part.column_names) == 1
        for comparison in part.comparisons
        if comparison.operator in ("=", "IS NULL", "IS TRUE", "IS FALSE", "IS NOT TRUE")
    }


def _may_change(catalog: Catalog, policy: Policy, name: str) -> bool:
    """Whether the policy's roles may update the column: they may unless their grants name other columns only."""
    table = catalog.table(policy.table)
    column = table.column(name) if table else None
    if table is None or column is None or not column.writable:
        return False
    roles = catalog.api.roles if "public" in policy.roles else policy.roles
    grants = catalog.grants_to(roles, "UPDATE", table.address)
    return not grants or any(not grant.columns or name in grant.columns for grant in grants)
