"""A table whose changes every client can subscribe to.

## What it does
Flags tables that the publication `supabase_realtime` sends, by name, by schema or FOR ALL TABLES, while their row
security is off and a role of the API may select from them.

## Why is this bad?
Realtime holds each change against the SELECT policies of whoever subscribed. Without row security there are none, and
every client that has the privilege is sent each row as it changes.

## Example
```sql
create schema app;
grant usage on schema app to authenticated;
create table app.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on app.note (owner_id);
grant select on app.note to authenticated;
alter publication supabase_realtime add table app.note;
```

## Use instead
```sql
create schema app;
grant usage on schema app to authenticated;
create table app.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on app.note (owner_id);
alter table app.note enable row level security;
create policy note_select on app.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on app.note to authenticated;
alter publication supabase_realtime add table app.note;
```

## Exploited by
`read-foreign-rows`
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Publication, Severity, Table, TableKind
from pgcordon.rules import rule
from pgcordon.rules._reach import roles_are_known
from pgcordon.rules._row_security import enable_row_security

_REALTIME = "supabase_realtime"


@rule(Severity.ERROR)
def realtime_without_rls(catalog: Catalog) -> Iterator[Flaw]:
    realtime = next((each for each in catalog.publications if each.name == _REALTIME), None)
    for table in catalog.tables if realtime else ():
        if table.row_security or table.kind is TableKind.FOREIGN or realtime is None or not _sends(realtime, table):
            continue
        if _is_readable(catalog, table):
            fault = f"{_REALTIME} sends the changes of {table.name}, which has no row security"
            yield Flaw(table, f"{fault}, to every client that subscribes", fix=enable_row_security(catalog, table))


def _sends(publication: Publication, table: Table) -> bool:
    if publication.all_tables or table.name.schema in publication.schemas:
        return True
    return table.name in publication.tables


def _is_readable(catalog: Catalog, table: Table) -> bool:
    return not roles_are_known(catalog) or bool(catalog.grants_to(catalog.api.roles, "SELECT", table.address))
