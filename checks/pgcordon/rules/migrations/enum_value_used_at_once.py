"""A value added to an enum and used before it is committed.

## What it does
Flags statements that use a value which ALTER TYPE … ADD VALUE adds to an enum of an earlier file, in the same
transaction: those that hold the value as a string and name the type, or a table with a column of it.

## Why is this bad?
PostgreSQL refuses it, with "unsafe use of new value" (55P04): "the new value cannot be used until after the transaction
has been committed" (ALTER TYPE, "Notes"). Add the value in a file of its own.

## Example
```sql
create type public.mood as enum ('calm', 'cross');
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null,
  mood public.mood not null default 'calm'
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

```sql
alter type public.mood add value 'curious';
update public.note set mood = 'curious' where title = '?';
```

## Use instead
```sql
create type public.mood as enum ('calm', 'cross');
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null,
  mood public.mood not null default 'calm'
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

```sql
alter type public.mood add value 'curious';
```

```sql
update public.note set mood = 'curious' where title = '?';
```

## Options
- `file_is_transaction`: `false` where whatever runs the files gives each statement a transaction of its own. It is
  `true` where nothing is said, for most programs that run migrations put a file into one transaction.
"""

from collections.abc import Iterator

import msgspec

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import FilePlace, When, rule


class Transactions(msgspec.Struct, frozen=True):
    file_is_transaction: bool = True


@rule(Severity.ERROR, when=When.SINCE, options=Transactions)
def enum_value_used_at_once(catalog: Catalog, options: Transactions) -> Iterator[Flaw]:
    for statement in catalog.statements:
        if statement.in_transaction or options.file_is_transaction:
            for enum, label in statement.new_labels:
                message = f"value '{label}' of type {enum} is used in the transaction that adds it"
                yield Flaw(FilePlace(statement.span), f"{message}; add it in a file of its own")
