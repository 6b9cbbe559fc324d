"""A column with a secret's name that every client can read.

## What it does
Flags columns whose names suggest a secret or a number that identifies a person (`password_hash`, `api_key`, `ssn`,
`card_number`) in a table that a role of the API can select from while row security is off, or while a policy lets
every row through: `using (true)`, or one that asks only whether somebody is signed in.

## Why is this bad?
Policies decide over rows. Whoever may read a row reads all its columns, and the API offers each column by name.

## Example
```sql
create table public.account (
  id uuid primary key references auth.users (id) on delete cascade,
  display_name text not null,
  recovery_code text not null
);
alter table public.account enable row level security;
create policy account_select on public.account for select to authenticated using ((select auth.uid()) is not null);
grant select on public.account to authenticated;
```

## Use instead
```sql
create table public.account (
  id uuid primary key references auth.users (id) on delete cascade,
  display_name text not null,
  recovery_code text not null
);
alter table public.account enable row level security;
create policy account_select on public.account for select to authenticated using ((select auth.uid()) is not null);
grant select (id, display_name) on public.account to authenticated;
```

## Options
- `columns`: names of more columns that must not be read by everybody, such as `["salary"]`.

## Exploited by
`read-hidden-column`
"""

from collections.abc import Iterator

import msgspec

from pgcordon.model import Catalog, Column, Command, Expression, Flaw, Severity, Table, TableKind
from pgcordon.rules import rule
from pgcordon.rules._inheritance import own_columns
from pgcordon.rules._reach import api_roles_of, roles_are_known
from pgcordon.rules._secrets import is_secret

_ASKS_WHETHER = frozenset({"auth.uid", "auth.role"})


class SensitiveColumns(msgspec.Struct, frozen=True):
    columns: tuple[str, ...] = ()


@rule(
    Severity.WARNING, options=SensitiveColumns, aliases=("0023_sensitive_columns_exposed", "sensitive_columns_exposed")
)
def sensitive_column_exposed(catalog: Catalog, options: SensitiveColumns) -> Iterator[Flaw]:
    for table in catalog.tables:
        if table.name.schema not in catalog.api.schemas or table.kind is TableKind.FOREIGN:
            continue
        secrets = [each for each in own_columns(catalog, table) if is_secret(each, options.columns)]
        readers = _readers_of_every_row(catalog, table) if secrets else ()
        for column in secrets:
            able = [role for role in readers if _may_select(catalog, table, column, role)]
            if able:
                yield Flaw(column, f"{', '.join(able)} can read {column.name} of every row of {table.name}")


def _readers_of_every_row(catalog: Catalog, table: Table) -> tuple[str, ...]:
    if not table.row_security:
        return catalog.api.roles
    policies = catalog.policies_on(table.name)
    everything = [
        policy
        for policy in policies
        if policy.permissive
        and policy.applies_to(Command.SELECT)
        and policy.using is not None
        and _passes_every_row(policy.using)
        and not any(other.restricts_reads_of(policy) for other in policies)
    ]
    return tuple(dict.fromkeys(role for policy in everything for role in api_roles_of(catalog, policy)))


def _passes_every_row(using: Expression) -> bool:
    """Whether it is true, or asks whether somebody is signed in rather than who."""
    if using.always_true:
        return True
    if using.always_false or using.columns or using.relations or not using.calls:
        return False
    asks_who = any("auth.uid" in operand.calls for each in using.equalities for operand in each.operands)
    return not asks_who and all(str(call) in _ASKS_WHETHER for call in using.calls)


def _may_select(catalog: Catalog, table: Table, column: Column, role: str) -> bool:
    if not roles_are_known(catalog):
        return True
    grants = catalog.grants_to((role,), "SELECT", table.address)
    return any(not grant.columns or column.name in grant.columns for grant in grants)
