"""A statement that says CONCURRENTLY inside a transaction.

## What it does
Flags CREATE INDEX, DROP INDEX, REINDEX and DETACH PARTITION with CONCURRENTLY between BEGIN and COMMIT or ROLLBACK.

## Why is this bad?
PostgreSQL refuses it: they commit several times in between, which a transaction of one's own does not allow
(CREATE INDEX, "Building Indexes Concurrently"). Many programs that run migrations put each file into a transaction of
their own: set `file_is_transaction` for those. Supabase's runs these statements outside it since its version 2.109.

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
begin;
create index concurrently note_title_idx on public.note (title);
commit;
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
create index concurrently note_title_idx on public.note (title);
```

## Options
- `file_is_transaction`: `true` where whatever runs the files puts each into a transaction. It is `false` where nothing
  is said.
"""

from collections.abc import Iterator

import msgspec

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import FilePlace, When, rule

_NAMES = {
    "Index": "CREATE INDEX",
    "Drop": "DROP INDEX",
    "Reindex": "REINDEX",
    "AlterTable": "DETACH PARTITION",
}
"""REFRESH MATERIALIZED VIEW CONCURRENTLY may run in a transaction."""


class Transactions(msgspec.Struct, frozen=True):
    file_is_transaction: bool = False


@rule(
    Severity.ERROR,
    when=When.SINCE,
    options=Transactions,
    aliases=("ban-concurrent-index-creation-in-transaction",),
)
def concurrently_in_transaction(catalog: Catalog, options: Transactions) -> Iterator[Flaw]:
    for statement in catalog.statements:
        if "CONCURRENTLY" not in statement.words or statement.kind not in _NAMES:
            continue
        if statement.in_transaction or options.file_is_transaction:
            message = f"{_NAMES[statement.kind]} CONCURRENTLY cannot run inside a transaction"
            yield Flaw(FilePlace(statement.span), message)
