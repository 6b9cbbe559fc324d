"""Row security switched off on a table that exists before the file.

## What it does
Flags ALTER TABLE … DISABLE ROW LEVEL SECURITY and NO FORCE ROW LEVEL SECURITY on a table that an earlier file makes,
unless the same file switches it on again.

## Why is this bad?
Disabled, the policies are still there and do nothing: whoever holds a privilege on the table reaches every row (the
manual, "Row Security Policies"). Without FORCE the table's owner, and every SECURITY DEFINER function that the owner
has, passes them by.

## Example
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
alter table public.note force row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

```sql
alter table public.note no force row level security;
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
alter table public.note force row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

```sql
alter table public.note force row level security;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Change, Flaw, Severity, Table
from pgcordon.rules import When, rule
from pgcordon.rules._alterations import altered_tables


@rule(Severity.WARNING, when=When.SINCE)
def rls_switched_off(catalog: Catalog) -> Iterator[Flaw]:
    for change, before, after in altered_tables(catalog):
        last = _at_end_of_file(catalog, change, after)
        if before.row_security and not after.row_security and not last.row_security:
            message = f"row security of {after.name} is switched off: its policies no longer hide any row"
            yield Flaw(after, message, change.statement.span)
        elif before.force_row_security and not after.force_row_security and not last.force_row_security:
            message = f"row security of {after.name} is no longer forced: its owner's functions pass its policies by"
            yield Flaw(after, message, change.statement.span)


def _at_end_of_file(catalog: Catalog, change: Change, after: Table) -> Table:
    """The table as the statement's file leaves it."""
    source = change.statement.span.source
    states = (each.after for each in catalog.changes if each.statement.span.source is source)
    return [each for each in states if isinstance(each, Table) and each.name == after.name][-1]
