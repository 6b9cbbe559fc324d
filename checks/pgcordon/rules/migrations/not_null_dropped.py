"""A column that may be null from now on, and was not before.

## What it does
Flags ALTER COLUMN … DROP NOT NULL on a table that an earlier file makes, unless the same file sets it again or drops
the column.

## Why is this bad?
Programs that read the column were promised a value, and generated types say so: they fail at the first null, long after
the migration. Give the column a default instead where only new rows lack a value; allow this where a null means
something.

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
alter table public.note alter column title drop not null;
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
alter table public.note alter column title set default '';
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Change, Column, Flaw, Severity, Table
from pgcordon.rules import When, rule
from pgcordon.rules._alterations import altered_tables


@rule(Severity.INFO, when=When.SINCE, aliases=("ban-drop-not-null",))
def not_null_dropped(catalog: Catalog) -> Iterator[Flaw]:
    for change, _, _ in altered_tables(catalog):
        for old, new in change.columns:
            if old is None or new is None or new.not_null or not old.not_null or not change.found(old):
                continue
            if _stays(catalog, change, new):
                message = (
                    f"{new.address} may be null from now on: programs that count on a value fail at the first null"
                )
                yield Flaw(new, message, change.statement.span)


def _stays(catalog: Catalog, change: Change, column: Column) -> bool:
    """Whether the column is there, and may be null, at the end of the statement's file."""
    source = change.statement.span.source
    states = (each.after for each in catalog.changes if each.statement.span.source is source)
    last = [each for each in states if isinstance(each, Table) and each.name == column.table][-1]
    found = last.column(column.name)
    return found is not None and not found.not_null
