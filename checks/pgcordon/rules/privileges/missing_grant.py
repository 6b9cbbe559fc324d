"""A policy for a role that holds no privilege on the table.

## What it does
Flags tables in the schemas of the API that have a policy for one of its roles, while the role holds none of the
privileges that the policy is about, neither on the table nor on a column. It does nothing for a schema that is read
without a platform, where nobody knows what the roles hold.

## Why is this bad?
PostgreSQL asks for the privilege first and for policies only then: the API answers with error 42501, whatever the
policy says. On Supabase new tables of `public` carry no privileges for `anon` and `authenticated` since 2026-10-30.
For a project that still exposes them, set `expose_new_tables = true`.

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

from pgcordon.model import Catalog, Command, Edit, Fix, Flaw, Policy, Severity, Table, quote_identifier
from pgcordon.rules import rule
from pgcordon.rules._insertion import statement_behind
from pgcordon.rules._reach import commands_of, roles_are_known

_Held = dict[str, frozenset[str]]
"""The privileges that each role of the API holds."""
_Missing = dict[str, dict[Command, Policy]]
"""For each role the commands that it may not give, with the policy that is about them."""


@rule(Severity.WARNING)
def missing_grant(catalog: Catalog) -> Iterator[Flaw]:
    if not roles_are_known(catalog):
        return
    for table in catalog.tables:
        if table.name.schema not in catalog.api.schemas:
            continue
        missing = _missing(catalog, table)
        if missing:
            role, commands = next(iter(missing.items()))
            policy = next(iter(commands.values()))
            fault = f"{role} holds no {'/'.join(commands)} privilege on {table.name}"
            message = f"{fault}, so the API refuses what {policy.address} is meant to allow"
            yield Flaw(table, message, policy.defined, _fix(catalog, table, missing))


def _missing(catalog: Catalog, table: Table) -> _Missing:
    missing: _Missing = {}
    address = table.address
    held = {role: catalog.privileges_of(role, address) for role in catalog.api.roles}
    for policy in catalog.policies_on(table.name):
        if not policy.permissive or _is_closed(policy):
            continue
        for role in _roles_that_need_it(catalog, held, policy):
            commands = missing.setdefault(role, {})
            commands.update({each: policy for each in commands_of(policy) if each not in commands})
    return missing


def _roles_that_need_it(catalog: Catalog, held: _Held, policy: Policy) -> list[str]:
    """Those that it names and that hold nothing; of a policy for everyone the signed-in ones, if nobody holds any."""
    if "public" in policy.roles:
        anybody = any(_is_enough(privileges, policy) for privileges in held.values())
        return [] if anybody else list(catalog.api.signed_in or catalog.api.roles)
    named = [role for role in catalog.api.roles if role in policy.roles]
    return [role for role in named if not _is_enough(held[role], policy)]


def _is_enough(privileges: frozenset[str], policy: Policy) -> bool:
    """Whether one of them is about rows of a command that the policy governs."""
    return not privileges.isdisjoint(commands_of(policy))


def _is_closed(policy: Policy) -> bool:
    using, check = policy.using, policy.with_check
    return (using is not None and using.always_false) or (check is not None and check.always_false)


def _fix(catalog: Catalog, table: Table, missing: _Missing) -> Fix:
    by_commands: dict[tuple[Command, ...], list[str]] = {}
    for role, commands in missing.items():
        by_commands.setdefault(tuple(commands), []).append(quote_identifier(role))
    statements = [
        f"grant {', '.join(each.lower() for each in commands)} on {table.name} to {', '.join(roles)}"
        for commands, roles in by_commands.items()
    ]
    last = [policy.defined for commands in missing.values() for policy in commands.values()][-1]
    edits: tuple[Edit, ...] = (statement_behind(catalog, last, ";\n".join(statements)),) if last else ()
    return Fix("grant the privilege", edits, ";\n".join(statements) + ";", safe=False)
