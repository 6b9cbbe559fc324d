"""A policy that looks something up in a table that its role cannot see.

## What it does
Flags policies whose sub-queries read a table that is closed to the policy's role: row security is on and no SELECT
policy is for the role, or the role holds no SELECT privilege on it. The second is judged only of tables on which
rows are granted to clients, or which the platform brings, such as `auth.users`.

## Why is this bad?
A policy's sub-queries run with the rights of who asks. Source: CREATE POLICY, "Notes". Without a SELECT policy the
sub-query finds nothing: EXISTS is always false, NOT EXISTS always true. Without the privilege every query on the
policy's table fails with "permission denied" (42501).

## Example
```sql
create table public.member (
  team_id uuid not null,
  user_id uuid not null references auth.users (id) on delete cascade,
  primary key (user_id, team_id)
);
alter table public.member enable row level security;
create policy member_insert on public.member for insert to authenticated with check (user_id = (select auth.uid()));
create table public.note (id uuid primary key, team_id uuid not null, body text not null);
create index note_team_id_idx on public.note (team_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (
  team_id in (select m.team_id from public.member m where m.user_id = (select auth.uid()))
);
grant select, insert on public.member to authenticated;
grant select on public.note to authenticated;
```

## Use instead
```sql
create table public.member (
  team_id uuid not null,
  user_id uuid not null references auth.users (id) on delete cascade,
  primary key (user_id, team_id)
);
alter table public.member enable row level security;
create policy member_select on public.member for select to authenticated using (user_id = (select auth.uid()));
create policy member_insert on public.member for insert to authenticated with check (user_id = (select auth.uid()));
create table public.note (id uuid primary key, team_id uuid not null, body text not null);
create index note_team_id_idx on public.note (team_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (
  team_id in (select m.team_id from public.member m where m.user_id = (select auth.uid()))
);
grant select, insert on public.member to authenticated;
grant select on public.note to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Expression, Flaw, Policy, QualifiedName, Severity, Span, Table
from pgcordon.rules import rule
from pgcordon.rules._ownership import narrowest
from pgcordon.rules._reach import ROW_COMMANDS
from pgcordon.rules._reading import roles_of, selecting


@rule(Severity.ERROR)
def policy_reads_hidden_table(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        for expression in policy.expressions:
            for name in sorted(expression.relations):
                table = catalog.table(name)
                fault = _fault(catalog, policy, table) if table else None
                if fault is not None:
                    yield Flaw(policy, fault, _place(expression, name))


def _place(expression: Expression, name: QualifiedName) -> Span | None:
    part = narrowest(expression, lambda part: name in part.relations)
    return next((query.span for query in part.subqueries if name in query.relations), part.span)


def _fault(catalog: Catalog, policy: Policy, table: Table) -> str | None:
    roles = [role for role in roles_of(catalog, policy) if not catalog.bypass_row_security((role,))]
    if not roles:
        return None
    if not catalog.grants_to(roles, "SELECT", table.address) and _grants_are_known(catalog, table):
        fault = f"{', '.join(roles)} may not read {table.name}"
        return f"{fault}, so every query on {policy.table} fails with permission denied"
    if table.row_security and not any(
        each.permissive and not (each.using and each.using.always_false)
        for role in roles
        for each in selecting(catalog, table.name, role)
    ):
        return f"row security hides every row of {table.name} from {', '.join(roles)}, so the sub-query never finds one"
    return None


def _grants_are_known(catalog: Catalog, table: Table) -> bool:
    """Whether somebody thought of who may read it: where clients were granted nothing, that may have been forgotten."""
    clients = {"public", *catalog.api.roles}
    return table.address in catalog.given or any(
        grant.grantee in clients and grant.privilege in ROW_COMMANDS for grant in catalog.grants_on(table.address)
    )
