"""An owner column that may be null.

## What it does
Flags columns that a policy holds equal to who asks though they are not declared NOT NULL. Columns whose foreign key
sets them to null when the user goes are left alone, and so are those whose null a policy speaks of.

## Why is this bad?
A row without an owner is nobody's: `null = auth.uid()` is not true, so that no user ever sees the row or can delete
it, and no ON DELETE CASCADE takes it away. It takes one job of the backend that forgets the column.

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

from pgcordon.model import Catalog, Column, Fix, Flaw, Policy, ReferentialAction, Severity, Table, quote_identifier
from pgcordon.rules import rule
from pgcordon.rules._inheritance import own_columns
from pgcordon.rules._insertion import statement_behind, where_names_hold
from pgcordon.rules._ownership import expressions_of, owner_columns


@rule(Severity.WARNING)
def owner_column_nullable(catalog: Catalog) -> Iterator[Flaw]:
    for table in catalog.tables:
        policies = catalog.policies_on(table.name)
        if not policies:
            continue
        owners = _only_owners(catalog, policies)
        for column in own_columns(catalog, table) if owners else ():
            if column.name in owners and not column.not_null and not _is_meant(table, policies, column):
                fault = f"{column.address.identity} says whose a row is, and may be null"
                yield Flaw(column, f"{fault}; nobody could see or delete such a row", fix=_fix(catalog, table, column))


def _only_owners(catalog: Catalog, policies: tuple[Policy, ...]) -> frozenset[str]:
    """The columns that permissive policies hold against who asks where nothing else would do: not beside an OR."""
    found: set[str] = set()
    for policy in policies:
        for expression in expressions_of(policy) if policy.permissive else ():
            for part in expression.conjuncts or (expression,):
                if not part.disjuncts:
                    found.update(name for name, _ in owner_columns(catalog, part))
    return frozenset(found)


def _is_meant(table: Table, policies: tuple[Policy, ...], column: Column) -> bool:
    keys = [key for key in table.foreign_keys if column.name in key.columns]
    if any(key.on_delete is ReferentialAction.SET_NULL for key in keys):
        return True
    return any(
        comparison.column == column.name and comparison.operator in ("IS NULL", "IS NOT NULL")
        for policy in policies
        for expression in expressions_of(policy)
        for comparison in expression.comparisons
    )


def _fix(catalog: Catalog, table: Table, column: Column) -> Fix:
    """Rows that have no owner yet stop the statement, so a person has to look at them first."""
    statement = f"alter table {table.name} alter column {quote_identifier(column.name)} set not null"
    place = where_names_hold(catalog, column, table)
    edits = (statement_behind(catalog, place, statement),) if place else ()
    return Fix(f"set {column.name} not null", edits, f"{statement};", safe=False)
