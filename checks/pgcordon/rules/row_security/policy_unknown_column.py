"""A policy that names a column that is not there.

## What it does
Flags names in policies that are a column neither of the policy's table nor of a table that the sub-query reads.

## Why is this bad?
PostgreSQL refuses the statement with "column … does not exist" (42703). The table is then left without the policy,
closed to everybody or, if others are there, to those whom this one was for.

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (user_id = (select auth.uid()));
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

from collections.abc import Callable, Collection, Iterator

from pgcordon.model import Catalog, ColumnReference, Expression, Flaw, Policy, QualifiedName, Severity, quote_identifier
from pgcordon.rules import rule
from pgcordon.rules._once import once_a_catalog
from pgcordon.rules._ownership import narrowest

_SYSTEM = frozenset({"*", "ctid", "tableoid", "xmin", "xmax", "cmin", "cmax"})


@rule(Severity.ERROR)
def policy_unknown_column(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        for expression in policy.expressions:
            faults = [(each, fault) for each in expression.columns if (fault := _fault(catalog, policy, each))]
            for column, fault in sorted(faults, key=lambda each: (each[0].name, each[0].qualifier or "")):
                yield Flaw(policy, fault, narrowest(expression, _naming(column)).span)


def _naming(column: ColumnReference) -> Callable[[Expression], bool]:
    return lambda part: column in part.columns


def _fault(catalog: Catalog, policy: Policy, column: ColumnReference) -> str | None:
    if column.name in _SYSTEM:
        return None
    relation = column.relation if column.in_subquery else policy.table
    if relation is None or (not column.in_subquery and column.qualifier not in (None, policy.table.name)):
        return None
    known = _columns(catalog).get(relation)
    if not known or column.name in known or (column.qualifier is None and column.name == relation.name):
        return None
    if any(function.name.name == column.name for function in catalog.functions):
        return None
    return f"{relation} has no column {quote_identifier(column.name)}, so PostgreSQL refuses the policy"


@once_a_catalog
def _columns(catalog: Catalog) -> dict[QualifiedName, Collection[str]]:
    """The columns of each table and view; a table hides a view of its name."""
    of_views: dict[QualifiedName, Collection[str]] = {view.name: view.columns for view in catalog.views}
    return of_views | {table.name: {column.name for column in table.columns} for table in catalog.tables}
