"""Something created a second time, where that fails.

## What it does
Flags CREATE, ADD COLUMN, ADD CONSTRAINT and ADD VALUE of what an earlier statement creates, without IF NOT EXISTS or OR
REPLACE. What the platform brings, and what stands behind a statement that may have dropped it unseen, is left alone.

## Why is this bad?
PostgreSQL refuses the statement, and with it, mostly, the rest of the file. The schema that was checked is the one of
the first definition; whoever wrote the second meant another.

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
create index note_owner_id_idx on public.note (owner_id, title);
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
create index note_owner_id_title_idx on public.note (owner_id, title);
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, OpaqueStatement, Severity
from pgcordon.rules import FilePlace, rule

_RUNS_ANYTHING = frozenset({"Do", "Call", "Execute"})


@rule(Severity.WARNING)
def duplicate_object(catalog: Catalog) -> Iterator[Flaw]:
    for statement in repeated(catalog):
        message = f"{statement.repeats} exists already, so that this statement fails"
        yield Flaw(FilePlace(statement.span), f"{message}; drop it first, or say IF NOT EXISTS or OR REPLACE")


def repeated(catalog: Catalog) -> Iterator[OpaqueStatement]:
    """The statements that surely create again what the files have created."""
    given = {address.identity for address in catalog.given}
    for statement in catalog.opaque:
        unseen = statement.repeats is None and statement.missing is None
        if unseen and catalog.kind_at(statement.span) in _RUNS_ANYTHING:
            return
        if statement.repeats is not None and statement.repeats.partition(" ")[2] not in given:
            yield statement
