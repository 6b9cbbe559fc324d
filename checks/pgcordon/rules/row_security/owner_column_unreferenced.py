"""An owner column that refers to no user.

## What it does
Flags columns that a policy holds equal to `auth.uid()` without a foreign key, be it to the users or to a table that is
keyed by user.

## Why is this bad?
Nothing keeps a wrong id out, and when a user is deleted the rows stay behind: personal data that nobody can reach any
more, and that nobody deletes.

## Example
```sql
create table public.note (id uuid primary key, owner_id uuid not null, body text not null);
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

from pgcordon.model import Catalog, Flaw, Severity, Table
from pgcordon.rules import rule
from pgcordon.rules._inheritance import own_columns
from pgcordon.rules._ownership import owner_columns

_USER_ID = ("auth.uid",)


@rule(Severity.INFO)
def owner_column_unreferenced(catalog: Catalog) -> Iterator[Flaw]:
    for table in catalog.tables:
        if not catalog.policies_on(table.name):
            continue
        owners = _users(catalog, table) - {name for key in table.foreign_keys for name in key.columns}
        for column in own_columns(catalog, table) if owners else ():
            if column.name in owners:
                fault = f"{column.address.identity} holds a user's id but refers to no user"
                yield Flaw(column, f"{fault}; the rows of a deleted user stay behind")


def _users(catalog: Catalog, table: Table) -> set[str]:
    """The columns that policies hold against the user's id."""
    return {
        name
        for policy in catalog.policies_on(table.name)
        for expression in policy.expressions
        for name, equality in owner_columns(catalog, expression)
        if _USER_ID in (equality.left.calls, equality.right.calls)
    }
