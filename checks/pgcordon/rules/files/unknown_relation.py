"""A table or view that is named, and that no file creates.

## What it does
Flags tables and views that statements, views, policies, foreign keys and functions name, though no file creates them
and the platform does not bring them, in schemas in which the files do create tables. For functions in PL/pgSQL, which
PostgreSQL reads only when they run, it is information.

Where part of a schema is given, most of what it names is elsewhere: then only names that are almost those of other
tables are reported. That is so for a single file, and where there are fewer than five known tables for each unknown
one.

## Why is this bad?
The statement fails, or, in the body of a function, each call of it. Mostly the name is misspelt, or the table was
renamed: PostgreSQL renames it in policies, views and keys, not in the bodies of functions, which are text.

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
create view public.title with (security_invoker = true) as select title from public.notes;
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
create view public.title with (security_invoker = true) as select title from public.note;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import FilePlace, rule
from pgcordon.rules._unknown import unknown_relations


@rule(Severity.WARNING)
def unknown_relation(catalog: Catalog) -> Iterator[Flaw]:
    for use in unknown_relations(catalog):
        hint = f"; did you mean {use.nearest}?" if use.nearest else ""
        message = f"{use.by} names {use.name}, which no file creates{hint}"
        yield Flaw(use.subject or FilePlace(use.span), message, use.span, severity=use.severity)
