"""A policy that reads its own table, and so asks itself.

## What it does
Flags policies whose sub-queries come back to the policy's own table: directly, through the policies of other tables
for the same role, through views that are security_invoker or through functions that are SECURITY INVOKER. A SECURITY
DEFINER function, or a view that reads as its owner, ends the round.

## Why is this bad?
To read the table PostgreSQL has to apply its policies, whose sub-queries read the table again. It refuses every such
query with "infinite recursion detected in policy" (42P17), or through a function runs until the stack is full (54001).
Source: `fireRIRrules` in PostgreSQL's rewriteHandler.c.

## Example
```sql
create table public.member (
  team_id uuid not null,
  user_id uuid not null references auth.users (id) on delete cascade,
  primary key (user_id, team_id)
);
create index member_team_id_idx on public.member (team_id);
alter table public.member enable row level security;
create policy member_select on public.member for select to authenticated using (
  team_id in (select m.team_id from public.member m where m.user_id = (select auth.uid()))
);
grant select on public.member to authenticated;
```

## Use instead
```sql
create schema private;
grant usage on schema private to authenticated;
create table public.member (
  team_id uuid not null,
  user_id uuid not null references auth.users (id) on delete cascade,
  primary key (user_id, team_id)
);
create index member_team_id_idx on public.member (team_id);
alter table public.member enable row level security;
create function private.my_teams() returns setof uuid
  language sql stable security definer
  set search_path = ''
  as $$ select team_id from public.member where user_id = (select auth.uid()) $$;
revoke execute on function private.my_teams() from public;
grant execute on function private.my_teams() to authenticated;
create policy member_select on public.member for select to authenticated using (
  team_id in (select private.my_teams())
);
grant select on public.member to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Expression, Flaw, Policy, QualifiedName, Severity
from pgcordon.model.identity import IDENTITY
from pgcordon.rules import rule
from pgcordon.rules._ownership import narrowest
from pgcordon.rules._reading import Read, has_sub_select, reads, roles_of, selecting


@rule(Severity.ERROR)
def policy_recursion(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        table = catalog.table(policy.table)
        if table is None or not table.row_security or not any(map(_may_read, policy.expressions)):
            continue
        for role in roles_of(catalog, policy):
            found = _round(catalog, policy, role)
            if found is not None:
                expression, way = found
                yield Flaw(policy, _message(policy, way), _place(catalog, expression, way[0]).span)
                break


def _may_read(expression: Expression) -> bool:
    return bool(expression.relations) or any(str(call) not in IDENTITY for call in expression.calls)


def _round(catalog: Catalog, policy: Policy, role: str) -> tuple[Expression, list[Read]] | None:
    """The way from a policy back to its own table, and the expression in which it begins."""
    if catalog.bypass_row_security((role,)):
        return None
    for expression in policy.expressions:
        way = _way_back(catalog, policy, role, expression)
        if way is not None:
            return expression, way
    return None


def _way_back(catalog: Catalog, policy: Policy, role: str, expression: Expression) -> list[Read] | None:
    seen: set[tuple[QualifiedName, bool]] = set()
    pending: list[list[Read]] = [[read] for read in reads(catalog, expression)]
    while pending:
        way = pending.pop(0)
        last = way[-1]
        anew = any(read.through for read in way)
        if last.table == policy.table and _closes(catalog, policy, role, anew=anew):
            return way
        if (last.table, anew) in seen:
            continue
        seen.add((last.table, anew))
        for other in selecting(catalog, last.table, role):
            if other.using is not None and last.table != policy.table:
                pending.extend([*way, read] for read in reads(catalog, other.using))
    return None


def _closes(catalog: Catalog, policy: Policy, role: str, *, anew: bool) -> bool:
    """Whether PostgreSQL cannot read the policy's table once more.

    While it plans one query it refuses a table that it is at already as soon as a policy for reading it has any
    sub-select. A query that begins anew in a function goes round only if the policy is applied to it again.
    """
    applied = selecting(catalog, policy.table, role)
    return policy in applied if anew else any(map(has_sub_select, applied))


def _place(catalog: Catalog, expression: Expression, first: Read) -> Expression:
    return narrowest(expression, lambda part: first in set(reads(catalog, part)))


def _message(policy: Policy, way: list[Read]) -> str:
    steps = [f"{read.table}{f' in {read.through}()' if read.through else ''}" for read in way]
    if len(steps) == 1:
        what = f"reads its own table {steps[0]}"
    else:
        what = f"reads {', whose policies read '.join(steps)} again"
    return f"{policy.address} {what}, without end; let a SECURITY DEFINER function look it up"
