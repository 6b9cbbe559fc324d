"""A transaction that a file begins and does not end, or ends without having begun it.

## What it does
Flags BEGIN and START TRANSACTION without a COMMIT or ROLLBACK behind it in the same file. As information only: COMMIT
and ROLLBACK where no transaction was begun, and BEGIN inside a transaction.

## Why is this bad?
When the connection closes, what was not committed is rolled back: the file ran without an error and nothing is there. A
second BEGIN begins nothing, so that the first COMMIT ends all (BEGIN, "Notes").

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
alter table public.note add column mood text;
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
begin;
alter table public.note add column mood text;
commit;
```
"""

from collections.abc import Iterator
from itertools import groupby

from pgcordon.model import Catalog, FileStatement, Flaw, Severity
from pgcordon.rules import FilePlace, rule

_ENDS = frozenset({"COMMIT", "ROLLBACK"})


@rule(Severity.WARNING, aliases=("ban-uncommitted-transaction", "transaction-nesting"))
def transaction_left_open(catalog: Catalog) -> Iterator[Flaw]:
    controls = [each for each in catalog.statements if each.kind == "Transaction"]
    for _, group in groupby(controls, key=lambda statement: id(statement.span.source)):
        yield from _in_file(group)


def _in_file(controls: Iterator[FileStatement]) -> Iterator[Flaw]:
    begun: FileStatement | None = None
    for statement in controls:
        if "BEGIN" in statement.words:
            if begun is not None:
                message = "a transaction is open already: this begins none, and the next COMMIT ends all of it"
                yield Flaw(FilePlace(statement.span), message, severity=Severity.INFO)
            begun = begun or statement
        elif statement.words & _ENDS:
            if begun is None:
                message = "no transaction was begun in this file: there is nothing to end"
                yield Flaw(FilePlace(statement.span), message, severity=Severity.INFO)
            begun = None
    if begun is not None:
        message = "the transaction is not ended in this file: what it does may be rolled back; add a COMMIT"
        yield Flaw(FilePlace(begun.span), message)
