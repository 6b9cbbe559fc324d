"""An owner column that may be null.

## What it does
Flags columns that are not declared NOT NULL though every policy by which clients see, change or delete rows holds them
equal to who asks. Columns whose foreign key sets them to null when the user goes are left alone, and so are those whose
null a policy speaks of.

## Why is this bad?
A row without an owner is nobody's: `null = auth.uid()` is not true, so that no user ever gets at the row, and no ON
DELETE CASCADE takes it away. It takes one job of the backend that forgets the column.

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
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

from pgcordon.model import (
    Catalog,
    Column,
    Command,
    Expression,
    Fix,
    Flaw,
    Policy,
    ReferentialAction,
    Severity,
    Table,
    quote_identifier,
)
from pgcordon.rules import rule
from pgcordon.rules._inheritance import own_columns
from pgcordon.rules._insertion import statement_behind, where_names_hold
from pgcordon.rules._ownership import owner_columns

_DEEDS = {Command.SELECT: "see", Command.UPDATE: "change", Command.DELETE: "delete"}


@rule(Severity.WARNING)
def owner_column_nullable(catalog: Catalog) -> Iterator[Flaw]:
    for table in catalog.tables:
        policies = catalog.policies_on(table.name)
        if not policies:
            continue
        needed = _needed(catalog, policies)
        for column in own_columns(catalog, table) if any(needed.values()) else ():
            deeds = [deed for command, deed in _DEEDS.items() if column.name in needed[command]]
            if deeds and not column.not_null and not _is_meant(table, policies, column):
                fault = f"{column.address.identity} says whose a row is, and may be null"
                what = " or ".join([", ".join(deeds[:-1]), deeds[-1]] if deeds[1:] else deeds)
                yield Flaw(column, f"{fault}; nobody could {what} such a row", fix=_fix(catalog, table, column))


def _needed(catalog: Catalog, policies: tuple[Policy, ...]) -> dict[Command, frozenset[str]]:
    """The columns without which no policy lets clients do it: each that could holds them against who asks."""
    ways: dict[Command, list[frozenset[str]]] = {command: [] for command in _DEEDS}
    for policy in policies:
        using = policy.using
        if not policy.permissive or using is None or using.always_false or not catalog.concerns_clients(policy):
            continue
        held = frozenset(_held(catalog, using))
        for command in filter(policy.applies_to, _DEEDS):
            ways[command].append(held)
    return {command: frozenset.intersection(*each) if each else frozenset() for command, each in ways.items()}


def _held(catalog: Catalog, using: Expression) -> Iterator[str]:
    """The columns that an expression holds against who asks where nothing else would do: not beside an OR."""
    for part in using.conjuncts or (using,):
        if not part.disjuncts:
            yield from (name for name, _ in owner_columns(catalog, part))


def _is_meant(table: Table, policies: tuple[Policy, ...], column: Column) -> bool:
    keys = [key for key in table.foreign_keys if column.name in key.columns]
    if any(key.on_delete is ReferentialAction.SET_NULL for key in keys):
        return True
    return any(
        comparison.column == column.name and comparison.operator in ("IS NULL", "IS NOT NULL")
        for policy in policies
        for expression in policy.expressions
        for comparison in expression.comparisons
    )


def _fix(catalog: Catalog, table: Table, column: Column) -> Fix:
    """Rows that have no owner yet stop the statement, so a person has to look at them first."""
    statement = f"alter table {table.name} alter column {quote_identifier(column.name)} set not null"
    place = where_names_hold(catalog, column, table)
    edits = (statement_behind(catalog, place, statement),) if place else ()
    return Fix(f"set {column.name} not null", edits, f"{statement};", safe=False)
