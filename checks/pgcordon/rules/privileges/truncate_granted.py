"""A role of the API that may empty a table.

## What it does
Flags tables on which a role of the API holds TRUNCATE, as GRANT ALL gives it, and default privileges of your own that
give it. What the platform's default privileges give is left alone.

## Why is this bad?
No policy is asked: TRUNCATE removes every row, of everybody. Supabase's API has no way to say it, but every other
door has: a function that runs the caller's text, a second service with the same role, a mistake in a console.
Source: the manual, "Row Security Policies", "not subject to row security".

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
alter table app.note enable row level security;
create policy note_owner on app.note to authenticated using (owner_id = (select auth.uid()));
grant all on app.note to authenticated;
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
create policy note_owner on app.note to authenticated using (owner_id = (select auth.uid()));
grant select, insert, update, delete on app.note to authenticated;
```

## Exploited by
`truncate-table`
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Edit, Fix, Flaw, ObjectType, Severity, Span, Table, quote_identifier
from pgcordon.rules import rule
from pgcordon.rules._default_grants import default_grants, given_by_default
from pgcordon.rules._insertion import statement_behind

_TRUNCATE = "TRUNCATE"


@rule(Severity.WARNING)
def truncate_granted(catalog: Catalog) -> Iterator[Flaw]:
    for table in catalog.tables:
        address = table.address
        granted = [
            (role, grant)
            for role in catalog.api.roles
            for grant in catalog.grants_to((role,), _TRUNCATE, address)
            if not given_by_default(catalog, table.name, ObjectType.TABLE, grant)
        ]
        if granted:
            roles = ", ".join(dict.fromkeys(role for role, _ in granted))
            grantees = dict.fromkeys(quote_identifier(grant.grantee) for _, grant in granted)
            place = granted[0][1].defined
            message = f"{roles} may TRUNCATE {table.name}, which asks no policy; revoke it"
            yield Flaw(table, message, place, _fix(catalog, table, list(grantees), place))
    for default in default_grants(catalog):
        if any((each.object_type, each.privilege) == (ObjectType.TABLE, _TRUNCATE) for each in default.privileges):
            fault = f"default privileges {default.place} let {default.grantee} TRUNCATE each new table"
            yield Flaw(default, f"{fault}, which asks no policy; name the privileges that are meant")


def _fix(catalog: Catalog, table: Table, grantees: list[str], place: Span | None) -> Fix:
    statement = f"revoke truncate on {table.name} from {', '.join(grantees)}"
    edits: tuple[Edit, ...] = (statement_behind(catalog, place, statement),) if place else ()
    return Fix("revoke TRUNCATE", edits, f"{statement};", safe=False)
