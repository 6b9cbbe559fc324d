"""Default privileges that give each new object to clients.

## What it does
Flags ALTER DEFAULT PRIVILEGES … GRANT … TO a role of the API or to PUBLIC. Those of the platform are not judged.

## Why is this bad?
Every table, sequence or function that is made later is open to these roles from its first moment, before row security
is enabled, and whether or not whoever makes it thinks of the API. A grant beside each object says what is meant.
Source: ALTER DEFAULT PRIVILEGES, "the privileges that will be applied to objects created in the future".

## Example
```sql
create schema app;
grant usage on schema app to authenticated;
alter default privileges in schema app grant select on tables to authenticated;
create table app.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on app.note (owner_id);
alter table app.note enable row level security;
create policy note_select on app.note for select to authenticated using (owner_id = (select auth.uid()));
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
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, ObjectType, Severity
from pgcordon.rules import rule
from pgcordon.rules._default_grants import default_grants

_JUDGED = (ObjectType.TABLE, ObjectType.SEQUENCE, ObjectType.FUNCTION, ObjectType.SCHEMA)


@rule(Severity.WARNING)
def default_privileges_to_api_roles(catalog: Catalog) -> Iterator[Flaw]:
    for default in default_grants(catalog):
        if default.privileges[0].object_type in _JUDGED:
            privileges = ", ".join(each.privilege for each in default.privileges)
            fault = f"default privileges {default.place} give {default.grantee} {privileges}"
            yield Flaw(default, f"{fault}, so each new one is open from its first moment; grant beside each object")
