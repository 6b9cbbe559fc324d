"""A privilege for every role there is.

## What it does
Flags GRANT … TO PUBLIC on tables, views, sequences and schemas.

## Why is this bad?
PUBLIC means every role, those that are made later among them: visitors who never signed in, and each role of every
other service on the server. Revoking the privilege from one role changes nothing while PUBLIC holds it.
Source: GRANT, "an implicitly defined group that always includes all roles".

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to public;
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

from pgcordon.model import Catalog, Flaw, Grant, ObjectType, QualifiedName, Schema, Sequence, Severity, Table, View
from pgcordon.rules import rule
from pgcordon.rules._default_grants import given_by_default


@rule(Severity.WARNING)
def grant_to_public(catalog: Catalog) -> Iterator[Flaw]:
    things: tuple[Schema | Table | View | Sequence, ...] = (
        *catalog.schemas,
        *catalog.tables,
        *catalog.views,
        *catalog.sequences,
    )
    for thing in things:
        held = [each for each in catalog.grants_on(thing.address) if each.grantee == "public"]
        granted = [each for each in held if not _given_by_default(catalog, thing, each)]
        if granted:
            privileges = ", ".join(dict.fromkeys(each.privilege for each in granted))
            fault = f"PUBLIC holds {privileges} on {thing.address}, and so does every role to come"
            yield Flaw(thing, f"{fault}; name the roles", granted[0].defined)


def _given_by_default(catalog: Catalog, thing: Schema | Table | View | Sequence, grant: Grant) -> bool:
    kinds = {Schema: ObjectType.SCHEMA, Sequence: ObjectType.SEQUENCE}
    name = thing.name if isinstance(thing.name, QualifiedName) else QualifiedName("", thing.name)
    return given_by_default(catalog, name, kinds.get(type(thing), ObjectType.TABLE), grant)
