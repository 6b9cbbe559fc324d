"""A lock that stops everybody, asked for without a limit to the waiting.

## What it does
Flags, once a file, the first statement that locks readers out of a table that an earlier file makes (most kinds of
ALTER TABLE, DROP, CREATE and ALTER POLICY, RENAME, TRUNCATE), where no `set lock_timeout` stands before it.

## Why is this bad?
The statement waits for whatever query is running, and everybody who comes after waits behind it: a report that takes
ten minutes and a change that takes a millisecond stop the table for ten minutes (the manual, "Explicit Locking"). With
a limit the migration fails, and can be tried again.

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
set lock_timeout = '2s';
alter table public.note add column mood text;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Change, Edit, FileStatement, Fix, Flaw, Index, Policy, Severity, Source, Span, Table
from pgcordon.rules import When, rule

_KINDS = frozenset({"AlterTable", "AlterPolicy", "AlterObjectSchema", "CreatePolicy", "Drop", "Rename"})
_WEAKER = frozenset({"AttachPartition", "ClusterOn", "SetStatistics", "ValidateConstraint", "CONCURRENTLY"})
"""The subcommands of ALTER TABLE that let others read and write meanwhile."""


@rule(Severity.WARNING, when=When.NAMED, aliases=("require-timeout-settings",))
def lock_timeout_unset(catalog: Catalog) -> Iterator[Flaw]:
    limited = _limits(catalog)
    seen: set[int] = set()
    for change in catalog.changes:
        statement = change.statement
        source = statement.span.source
        if id(source) in seen or not _locks_out(change):
            continue
        seen.add(id(source))
        subject = change.before or change.after
        if subject is not None and statement.span.start < limited.get(source, len(source.text)):
            message = f"{subject.address} is locked without a lock_timeout: everybody waits behind it if it has to wait"
            yield Flaw(subject, message, statement.span, _fix(statement))


def _limits(catalog: Catalog) -> dict[Source, int]:
    """Where each file first sets the parameter."""
    places: dict[Source, int] = {}
    for statement in catalog.statements:
        if statement.parameter == "lock_timeout":
            places.setdefault(statement.span.source, statement.span.start)
    return places


def _locks_out(change: Change) -> bool:
    statement = change.statement
    if not change.on_earlier or statement.kind not in _KINDS or "CONCURRENTLY" in statement.words:
        return False
    if statement.kind == "AlterTable" and statement.words <= _WEAKER:
        return False
    return isinstance(change.before or change.after, Table | Policy | Index)


def _fix(statement: FileStatement) -> Fix:
    start = Span(statement.span.source, statement.span.start, statement.span.start)
    setting = "set local" if statement.in_transaction else "set"
    return Fix("set a lock_timeout", (Edit(start, f"{setting} lock_timeout = '2s';\n"),), safe=False)
