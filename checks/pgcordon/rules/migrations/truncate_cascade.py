"""TRUNCATE … CASCADE in a migration.

## What it does
Flags TRUNCATE … CASCADE of tables that an earlier file makes.

## Why is this bad?
CASCADE empties every table whose foreign keys lead here, directly or through others, whatever they say ON DELETE
(TRUNCATE, "CASCADE"). Nobody sees from the statement which tables those are, and tomorrow they may be more. Name the
tables, or delete the rows.

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
truncate public.note cascade;
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
truncate public.note;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, FileStatement, Flaw, Severity, Table
from pgcordon.rules import When, rule


@rule(Severity.WARNING, when=When.SINCE, aliases=("ban-truncate-cascade",))
def truncate_cascade(catalog: Catalog) -> Iterator[Flaw]:
    for statement in catalog.statements:
        if statement.kind == "Truncate" and "CASCADE" in statement.words:
            tables = [table for name in statement.relations if (table := catalog.table(name))]
            earlier = [table for table in tables if _is_earlier(table, statement)]
            if earlier:
                yield Flaw(earlier[0], _message(catalog, earlier), statement.span)


def _is_earlier(table: Table, statement: FileStatement) -> bool:
    return table.defined is None or table.defined.source is not statement.span.source


def _message(catalog: Catalog, emptied: list[Table]) -> str:
    reached = {table.name for table in emptied}
    pending = [table.name for table in emptied]
    referring = catalog.tables
    while pending:
        name = pending.pop()
        found = {each.name for each in referring if any(key.references == name for key in each.foreign_keys)}
        pending.extend(found - reached)
        reached |= found
    others = sorted(str(name) for name in reached - {table.name for table in emptied})
    names = ", ".join(str(table.name) for table in emptied)
    return (
        f"truncating {names} with CASCADE empties every table that refers to it{': ' * bool(others)}{', '.join(others)}"
    )
