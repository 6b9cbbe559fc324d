"""A policy that shares every row that nobody owns.

## What it does
Flags permissive policies whose expression is true of every row whose owner column is null. An owner column is one that
a policy of the table holds equal to who asks. Columns that are NOT NULL are left alone.

Rows for everybody, such as defaults, are sometimes meant. A column that says so tells them from rows that have lost
their owner; or say above the policy `-- pgcordon: allow unowned-rows-shared: rows without an owner are the defaults`.

## Why is this bad?
A row loses its owner through ON DELETE SET NULL, through a job that forgets to name one, or by an UPDATE that may set
the column to null. From then on everybody whom the policy is for can see or change it.

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated
  using (owner_id is null or owner_id = (select auth.uid()));
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

## Exploited by
`read-foreign-rows`
"""

from collections.abc import Callable, Iterator

from pgcordon.model import Catalog, Command, Expression, Flaw, Policy, Severity, Table
from pgcordon.rules import rule
from pgcordon.rules._ownership import narrowest, owner_columns_of

_EFFECTS = {
    Command.ALL: "read and change",
    Command.SELECT: "read",
    Command.UPDATE: "change",
    Command.DELETE: "delete",
}


@rule(Severity.WARNING)
def unowned_rows_shared(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        if not policy.permissive or catalog.bypass_row_security(policy.roles):
            continue
        table = catalog.table(policy.table)
        for expression in policy.expressions if table else ():
            if table and expression.passes_if_null:
                yield from _flaws(catalog, policy, table, expression)


def _passing(name: str) -> Callable[[Expression], bool]:
    return lambda part: name in part.passes_if_null


def _flaws(catalog: Catalog, policy: Policy, table: Table, expression: Expression) -> Iterator[Flaw]:
    owners = owner_columns_of(catalog, table.name)
    for name in sorted(expression.passes_if_null & owners.keys()):
        column = table.column(name)
        if column is not None and not column.not_null:
            place = narrowest(expression, _passing(name))
            effect = _leave(table, name) if expression is policy.with_check else _reach(policy, table, name)
            fault = f"{policy.roles_phrase} can {effect}"
            yield Flaw(policy, f"{fault}; make {name} NOT NULL, or mark the rows that are for all", place.span)


def _reach(policy: Policy, table: Table, name: str) -> str:
    return f"{_EFFECTS[policy.command]} every row of {table.name} whose {name} is null"


def _leave(table: Table, name: str) -> str:
    return f"leave rows of {table.name} to nobody, whose {name} is null then"
