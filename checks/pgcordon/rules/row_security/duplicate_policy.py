"""Two policies that say the same.

## What it does
Flags a policy if an earlier one on the same table has the same command, kind, roles and expressions. Layout,
parentheses, the order of conditions, IN lists and `(select auth.uid())` against `auth.uid()` make no difference.

## Why is this bad?
The second changes nothing until the day when only one of the two is tightened or dropped: then the other still lets
everybody in. Until that day each row is held against both.

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
create policy note_owner on public.note for select to authenticated using ((select auth.uid()) = owner_id);
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
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Expression, Fix, Flaw, Policy, Severity, quote_identifier
from pgcordon.rules import rule
from pgcordon.rules._removal import without_statement

_Kind = tuple[object, ...]


@rule(Severity.WARNING)
def duplicate_policy(catalog: Catalog) -> Iterator[Flaw]:
    first_of: dict[_Kind, Policy] = {}
    for policy in catalog.policies:
        first = first_of.setdefault(_kind(policy), policy)
        if first is not policy:
            yield Flaw(policy, f"{policy.address.identity} says the same as {first.name}", fix=_fix(catalog, policy))


def _kind(policy: Policy) -> _Kind:
    """Equal for policies that say the same."""
    return (
        policy.table,
        policy.command,
        policy.permissive,
        frozenset(policy.roles),
        _meaning(policy, policy.using),
        _meaning(policy, policy.check_expression),
    )


def _meaning(policy: Policy, expression: Expression | None) -> object:
    """What is not known to mean the same as something else stands for itself."""
    if expression is None:
        return None
    return expression.meaning or (policy.name,)


def _fix(catalog: Catalog, policy: Policy) -> Fix:
    alone = policy.defined is not None and not policy.changes and policy.comment is None
    edits = without_statement(catalog, policy.defined) if policy.defined and alone else ()
    migration = f"drop policy {quote_identifier(policy.name)} on {policy.table};"
    return Fix(f"drop the policy {policy.name}", edits, migration)
