"""A table renamed, or moved to another schema, that exists before the file.

## What it does
Flags ALTER TABLE … RENAME TO and SET SCHEMA where an earlier file makes the table, unless the same file makes a view
under the old name.

## Why is this bad?
The old name is gone in the same moment: every program that still uses it fails until it is replaced, and so do the
bodies of functions, which PostgreSQL keeps as text. A view under the old name, with `security_invoker` so that the
table's policies hold, keeps them working; it can be written through as well (CREATE VIEW, "Updatable Views").

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
alter table public.note rename to memo;
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
alter table public.note rename to memo;
create view public.note with (security_invoker = true) as select id, owner_id, title from public.memo;
grant select on public.note to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, QualifiedName, Severity, Source, View
from pgcordon.rules import When, rule
from pgcordon.rules._alterations import earlier_tables


@rule(Severity.WARNING, when=When.SINCE, aliases=("renaming-table", "ban-set-schema"))
def table_renamed(catalog: Catalog) -> Iterator[Flaw]:
    for change, before, after in earlier_tables(catalog):
        if after is None or after.name == before.name or change.statement.kind not in ("Rename", "AlterObjectSchema"):
            continue
        if not _has_view(catalog, before.name, change.statement.span.source):
            message = f"table {before.name} becomes {after.name}: programs and functions that use the old name fail"
            yield Flaw(before, f"{message}; leave a view under it", change.statement.span)


def _has_view(catalog: Catalog, name: QualifiedName, source: Source) -> bool:
    """Whether a statement of the file makes a view of this name."""
    return any(
        isinstance(change.after, View) and change.after.name == name and change.statement.span.source is source
        for change in catalog.changes
    )
