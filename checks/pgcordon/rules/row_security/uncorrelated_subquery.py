"""A sub-query that finds who asks, but not for the row at hand.

## What it does
Flags sub-queries of permissive policies that look for the row of who asks in a table that is linked to the policy's
table, by a foreign key or a shared column such as `team_id`, and refer to no column of the row that is judged. A look
at somebody's role is left alone: in a table that has no such link, or in one with a single row a person.

## Why is this bad?
The answer is the same for every row. Whoever is a member of any team, if only of one that they made themselves, passes
for a member of every team.

## Example
```sql
create table public.team (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  name text not null
);
create index team_owner_id_idx on public.team (owner_id);
alter table public.team enable row level security;
create policy team_select on public.team for select to authenticated using (owner_id = (select auth.uid()));
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  team_id uuid not null references public.team (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
create index note_team_id_idx on public.note (team_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (
  exists (select 1 from public.team t where t.owner_id = (select auth.uid()))
);
grant select on public.team, public.note to authenticated;
```

## Use instead
```sql
create table public.team (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  name text not null
);
create index team_owner_id_idx on public.team (owner_id);
alter table public.team enable row level security;
create policy team_select on public.team for select to authenticated using (owner_id = (select auth.uid()));
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  team_id uuid not null references public.team (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
create index note_team_id_idx on public.note (team_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (
  exists (select 1 from public.team t where t.owner_id = (select auth.uid()) and t.id = note.team_id)
);
grant select on public.team, public.note to authenticated;
```

## Exploited by
`read-foreign-rows`
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Policy, QualifiedName, Severity, SubQuery, Table
from pgcordon.rules import rule


@rule(Severity.ERROR)
def uncorrelated_subquery(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        table = catalog.table(policy.table) if policy.permissive else None
        for expression in policy.expressions if table else ():
            for query in expression.subqueries:
                link = _unused_link(catalog, table, query) if table else None
                if link:
                    yield Flaw(policy, _message(policy, *link), query.span or expression.span)


def _message(policy: Policy, relation: QualifiedName, mine: str, its: str) -> str:
    fault = f"the sub-query on {relation} is the same for every row of {policy.table}"
    return f"{fault}; hold its {its} against {policy.table.name}.{mine}"


def _unused_link(catalog: Catalog, table: Table, query: SubQuery) -> tuple[QualifiedName, str, str] | None:
    """A relation of a sub-query that refers to no row outside, with the columns through which it could."""
    if query.nested or query.negated or query.correlated or _touches_the_row(query):
        return None
    told = _told(catalog, query)
    if not any(asked and not _is_one_s_own(catalog, relation, fixed) for relation, (asked, fixed) in told.items()):
        return None
    for relation in query.relations:
        other = catalog.table(relation)
        if other is None or relation == table.name:
            continue
        fixed = told.get(relation, (False, frozenset()))[1]
        for mine, its in _links(table, other):
            if its not in fixed:
                return relation, mine, its
    return None


def _is_one_s_own(catalog: Catalog, relation: QualifiedName, fixed: frozenset[str]) -> bool:
    """Whether a key of the relation is fixed, so that one row at most is found."""
    table = catalog.table(relation)
    return table is not None and any(fixed.issuperset(key) for key in table.unique_keys)


def _touches_the_row(query: SubQuery) -> bool:
    """Whether what stands before IN is a column of the row, or a column was to be and is held against itself."""
    if any(each.left.is_same_column(each.right) for each in query.equalities):
        return True
    operands = (operand for equality in query.equalities for operand in equality.operands)
    return any(operand.column is not None and not operand.column.in_subquery for operand in operands)


def _told(catalog: Catalog, query: SubQuery) -> dict[QualifiedName, tuple[bool, frozenset[str]]]:
    """For each relation whether it is asked for who asks, and its columns whose values the sub-query fixes."""
    told: dict[QualifiedName, tuple[bool, frozenset[str]]] = {}
    for equality in query.equalities:
        for operand, other in equality.sides:
            column = operand.column
            if column is None or column.relation is None or not (other.calls or other.literal is not None):
                continue
            asked, fixed = told.get(column.relation, (False, frozenset()))
            told[column.relation] = (asked or catalog.is_who_asks(other), fixed | {column.name})
    return told


def _links(table: Table, other: Table) -> Iterator[tuple[str, str]]:
    """Pairs of columns that mean the same thing in both tables."""
    for key in table.foreign_keys:
        if key.references == other.name and len(key.columns) == len(key.referenced_columns) == 1:
            yield key.columns[0], key.referenced_columns[0]
    for key in other.foreign_keys:
        if key.references == table.name and len(key.columns) == len(key.referenced_columns) == 1:
            yield key.referenced_columns[0], key.columns[0]
    names = {column.name for column in other.columns}
    yield from ((each.name, each.name) for each in table.columns if each.name.endswith("_id") and each.name in names)
