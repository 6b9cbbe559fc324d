"""Row security that the table's owner passes by.

## What it does
Flags tables with row security that is not forced. It is a matter of taste and off by default: where clients never
come as the owner, forcing changes nothing for them.

## Why is this bad?
The owner of a table skips its policies, and so does every security definer function that the owner has made. With
FORCE ROW LEVEL SECURITY they apply to the owner too; superusers and roles with BYPASSRLS still skip them.
Source: the manual, "Row Security Policies".

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_owner on public.note to authenticated using (owner_id = (select auth.uid()));
grant select, insert, update, delete on public.note to authenticated;
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
alter table public.note force row level security;
create policy note_owner on public.note to authenticated using (owner_id = (select auth.uid()));
grant select, insert, update, delete on public.note to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Fix, Flaw, Severity, Table
from pgcordon.rules import When, rule
from pgcordon.rules._insertion import statement_behind


@rule(Severity.WARNING, when=When.NAMED)
def rls_not_forced(catalog: Catalog) -> Iterator[Flaw]:
    for table in catalog.tables:
        if table.row_security and not table.force_row_security:
            yield Flaw(
                table, f"row security of {table.name} is not forced, so its owner skips it", fix=_fix(catalog, table)
            )


def _fix(catalog: Catalog, table: Table) -> Fix:
    statement = f"alter table {table.name} force row level security"
    edits = (statement_behind(catalog, table.defined, statement),) if table.defined else ()
    return Fix("force row security", edits, f"{statement};", safe=False)
