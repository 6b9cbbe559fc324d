"""A statement that pgcordon does not understand, so that what it does was not checked.

## What it does
Reports each statement whose effect on the schema is unknown, with the reason: what a DO block does only if some rows
are there, a call of a procedure, a command of psql, something that no file creates. Conditions about system catalogs,
loops over them or over constant lists, and EXECUTE of texts that can be computed are followed, and not reported.
Statements that create what is there already, or that speak of a table which no file creates, are left to
`duplicate-object` and `unknown-relation` where those report them.

## Why is this bad?
Every rule judges the schema as it would be without the statement. Write plain SQL where that can be; else allow the
statement, with the reason, once somebody has looked at it.

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
do $$
declare
  kind text;
begin
  for kind in select distinct title from public.note loop
    execute format('alter table public.note add column %I text', kind);
  end loop;
end $$;
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
alter table public.note add column mood text;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import FilePlace, rule
from pgcordon.rules._unknown import unknown_relations
from pgcordon.rules.files.duplicate_object import repeated


@rule(Severity.INFO)
def opaque_statement(catalog: Catalog) -> Iterator[Flaw]:
    if not catalog.opaque:
        return
    told = {each.span for each in repeated(catalog)} | {each.span for each in unknown_relations(catalog)}
    for statement in catalog.opaque:
        if statement.span not in told:
            yield Flaw(FilePlace(statement.span), f"not understood: {statement.reason}")
