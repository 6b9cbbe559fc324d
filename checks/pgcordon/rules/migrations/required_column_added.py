"""A column added as NOT NULL, without a value for the rows that are there.

## What it does
Flags ALTER TABLE … ADD COLUMN of a NOT NULL column that has no default and is neither generated nor an identity column,
on a table that an earlier file makes.

## Why is this bad?
Existing rows get the column's default, which is null here: the statement fails on every table that is not empty
(ALTER TABLE, "ADD COLUMN"). It works on an empty development database and stops the deployment. Programs that do not
know the column yet cannot insert rows any more either.

## Example
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

```sql
alter table public.note add column mood text not null;
```

## Use instead
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

```sql
alter table public.note add column mood text not null default 'calm';
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Column, Flaw, QualifiedName, Severity
from pgcordon.rules import When, rule
from pgcordon.rules._alterations import added_columns


@rule(Severity.ERROR, when=When.SINCE, aliases=("adding-required-field",))
def required_column_added(catalog: Catalog) -> Iterator[Flaw]:
    for _, column in added_columns(catalog):
        if column.not_null and not _has_value(catalog, column):
            message = f"{column.address} is NOT NULL without a default: adding it fails where the table has rows"
            yield Flaw(column, message, column.defined)


def _has_value(catalog: Catalog, column: Column) -> bool:
    """Whether existing rows get a value of it; a domain may bring a default."""
    if column.default is not None or column.generated is not None or column.identity is not None:
        return True
    domain = catalog.domain(QualifiedName(column.type.schema, column.type.name))
    return domain is not None and domain.default is not None and not column.type.array
