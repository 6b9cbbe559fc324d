"""A condition that holds a column against itself.

## What it does
Flags equalities in policies both sides of which are one column of the same row, such as `m.team_id = m.team_id`. In a
sub-select a name without a qualifier means the column of the table in FROM, if that has one of the name, and not the
row that the policy is about: `m.team_id = team_id` is such an equality too.

## Why is this bad?
It is true of every row whose column is not null. A condition that was to tie the sub-select to the row at hand ties it
to nothing, and a member of any team passes for a member of every team. PostgreSQL takes a name without a qualifier
from the innermost query that has such a column, without a word. Source: `colNameToVar` in PostgreSQL's
parse_relation.c.

## Example
```sql
create table public.member (
  team_id uuid not null,
  user_id uuid not null references auth.users (id) on delete cascade,
  primary key (user_id, team_id)
);
alter table public.member enable row level security;
create policy member_select on public.member for select to authenticated using (user_id = (select auth.uid()));
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  team_id uuid not null,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (
  exists (select 1 from public.member m where m.user_id = (select auth.uid()) and m.team_id = team_id)
);
grant select on public.member, public.note to authenticated;
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
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  team_id uuid not null,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (
  exists (select 1 from public.member m where m.user_id = (select auth.uid()) and m.team_id = note.team_id)
);
grant select on public.member, public.note to authenticated;
```

## Exploited by
`read-foreign-rows`
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Equality, Flaw, Policy, Severity, quote_identifier
from pgcordon.rules import rule


@rule(Severity.ERROR)
def tautological_condition(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        for expression in policy.expressions:
            for equality in expression.equalities:
                if equality.left.is_same_column(equality.right):
                    yield Flaw(policy, _message(catalog, policy, equality), equality.span or expression.span)


def _message(catalog: Catalog, policy: Policy, equality: Equality) -> str:
    column = equality.left.column
    name = quote_identifier(column.name) if column else ""
    if column is None or not column.in_subquery:
        return f"{name} of {policy.table} is held against itself, which is true of every row unless it is null"
    place = str(column.relation) if column.relation else quote_identifier(equality.left.alias or "")
    table = catalog.table(policy.table)
    meant = ""
    if table and table.column(column.name) and column.relation != policy.table:
        meant = f"; for the column of {policy.table} write {quote_identifier(policy.table.name)}.{name}"
    return f"both sides are {name} of {place}, so the condition ties the sub-select to nothing{meant}"
