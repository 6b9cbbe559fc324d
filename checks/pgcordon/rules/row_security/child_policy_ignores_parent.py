"""A policy that asks whose the new row is, but not whose the row above it is.

## What it does
Flags permissive INSERT, UPDATE and ALL policies whose check holds only the row's own user column against who asks,
where the row also points at a parent that is somebody's own: a table with row security that shows each user no more
than their own rows. Parents that others may read, such as the posts that everybody comments on, are left alone. So
are checks that look anything up: what they find may tie the other parents too.

## Why is this bad?
A foreign key asks only whether the parent exists, and looks past row security to find out. Source: the manual, "Row
Security Policies", "Referential integrity checks … always bypass row security". So a stranger who knows or guesses
its id puts a message into a conversation that they cannot even see.

## Example
```sql
create table public.session (
  id uuid primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  title text not null
);
create index session_user_id_idx on public.session (user_id);
alter table public.session enable row level security;
create policy session_select on public.session for select to authenticated using (user_id = (select auth.uid()));
create table public.message (
  id uuid primary key,
  session_id uuid not null references public.session (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index message_session_id_idx on public.message (session_id);
create index message_user_id_idx on public.message (user_id);
alter table public.message enable row level security;
create policy message_select on public.message for select to authenticated using (user_id = (select auth.uid()));
create policy message_insert on public.message for insert to authenticated
  with check (user_id = (select auth.uid()));
create policy message_update on public.message for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
grant select, insert on public.session to authenticated;
grant select, insert, update on public.message to authenticated;
```

## Use instead
```sql
create table public.session (
  id uuid primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  title text not null
);
create index session_user_id_idx on public.session (user_id);
alter table public.session enable row level security;
create policy session_select on public.session for select to authenticated using (user_id = (select auth.uid()));
create table public.message (
  id uuid primary key,
  session_id uuid not null references public.session (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index message_session_id_idx on public.message (session_id);
create index message_user_id_idx on public.message (user_id);
alter table public.message enable row level security;
create policy message_select on public.message for select to authenticated using (user_id = (select auth.uid()));
create policy message_insert on public.message for insert to authenticated with check (
  user_id = (select auth.uid())
  and session_id in (select s.id from public.session s where s.user_id = (select auth.uid()))
);
create policy message_update on public.message for update to authenticated using (
  user_id = (select auth.uid())
  and session_id in (select s.id from public.session s where s.user_id = (select auth.uid()))
);
grant select, insert on public.session to authenticated;
grant select, insert, update on public.message to authenticated;
```

## Exploited by
`insert-under-foreign-parent`
`move-to-foreign-parent`
"""

from collections.abc import Iterable, Iterator

from pgcordon.model import Catalog, Command, Constraint, Expression, Flaw, Policy, QualifiedName, Severity, Table
from pgcordon.rules import rule
from pgcordon.rules._called import functions_called
from pgcordon.rules._ownership import owner_columns, owner_columns_of


@rule(Severity.ERROR)
def child_policy_ignores_parent(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        check, table = policy.check_expression, catalog.table(policy.table)
        if not policy.permissive or check is None or check.relations or table is None or not table.foreign_keys:
            continue
        own = {name for name, _ in owner_columns(catalog, check)}
        if not own or catalog.bypass_row_security(policy.roles):
            continue
        for key in table.foreign_keys:
            if _is_ignored(catalog, policy, check, table, key):
                fault = f"the check of {policy.address} asks for {_listed(own)} and not whose {key.references} it is"
                yield Flaw(policy, f"{fault} that {_listed(key.columns)} points to", check.span)


def _is_ignored(catalog: Catalog, policy: Policy, check: Expression, table: Table, key: Constraint) -> bool:
    parent = catalog.table(key.references) if key.references else None
    if parent is None or parent.name == table.name:
        return False
    others = [each for each in catalog.policies_on(table.name) if each.restricts_writes_of(policy)]
    checks = [check, *(each.check_expression for each in others if each.check_expression)]
    if any(each.relations or each.column_names.intersection(key.columns) for each in checks):
        return False
    if not _is_private(catalog, policy, parent) or not _may_write(catalog, policy, table, key):
        return False
    return not _trigger_reads(catalog, table, parent.name)


def _is_private(catalog: Catalog, policy: Policy, parent: Table) -> bool:
    """Whether row security shows the policy's roles no rows of the parent but their own."""
    if not parent.row_security:
        return False
    owners = owner_columns_of(catalog, parent.name)
    reading = [
        each
        for each in catalog.policies_on(parent.name)
        if each.permissive
        and each.applies_to(Command.SELECT)
        and ("public" in policy.roles or any(catalog.applies_to(each, role) for role in policy.roles))
    ]
    return bool(owners and reading) and all(each.using and _only_own(catalog, each.using) for each in reading)


def _only_own(catalog: Catalog, using: Expression) -> bool:
    """Whether the expression is an equality with who asks, or an AND with one."""
    parts = using.conjuncts or (using,)
    return any(not part.disjuncts and owner_columns(catalog, part) for part in parts)


def _may_write(catalog: Catalog, policy: Policy, table: Table, key: Constraint) -> bool:
    """Whether the policy's roles may name a value for the key: they may unless their grants name other columns only."""
    commands = ("INSERT", "UPDATE") if policy.command is Command.ALL else (str(policy.command),)
    roles = catalog.api.roles if "public" in policy.roles else policy.roles
    grants = [grant for command in commands for grant in catalog.grants_to(roles, command, table.address)]
    return not grants or any(not grant.columns or set(key.columns) <= set(grant.columns) for grant in grants)


def _trigger_reads(catalog: Catalog, table: Table, parent: QualifiedName) -> bool:
    """Whether a trigger, or a function that it calls, looks at the parent before the row is written."""
    for trigger in catalog.triggers_on(table.name):
        for function in catalog.functions_named(trigger.function):
            body = function.body
            if body is None or not body.understood or parent in body.relations:
                return True
            called = (
                each
                for statement in body.statements
                for call in statement.expression.calls
                for each in functions_called(catalog, call)
            )
            if any(each.body and parent in each.body.relations for each in called):
                return True
    return False


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
