"""A table that clients can reach, without row security.

## What it does
Flags tables in the schemas that an API exposes for which row security was never enabled. Partitions and
inheritance children count like any other table: a query that names a child is held against the child's policies
alone, never against its parent's. A table that has policies is left to `policy-without-rls`. Where no client may
read or write the table yet, it is a warning.

## Why is this bad?
Without row security a privilege covers every row. Whoever may select from the table reads all of it, and Supabase
granted new tables in `public` to every visitor until 2026-10-30.

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
grant select, insert, update, delete on public.note to authenticated;
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
create policy note_owner on public.note to authenticated
  using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
grant select, insert, update, delete on public.note to authenticated;
```

## Exploited by
`read-foreign-rows`
`insert-as-other`
`update-foreign-rows`
`delete-foreign-rows`
`reassign-owner`
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity, Table, TableKind
from pgcordon.rules import rule
from pgcordon.rules._reach import ROW_COMMANDS, roles_are_known
from pgcordon.rules._row_security import enable_row_security


@rule(Severity.ERROR, aliases=("0013_rls_disabled_in_public", "rls_disabled_in_public"))
def rls_disabled(catalog: Catalog) -> Iterator[Flaw]:
    for table in catalog.tables:
        if table.row_security or table.kind is TableKind.FOREIGN or table.name.schema not in catalog.api.schemas:
            continue
        if not catalog.policies_on(table.name):
            fault = f"{_without_row_security(table)}, so every privilege on it covers every row"
            severity = Severity.WARNING if _is_closed(catalog, table) else None
            yield Flaw(table, fault, fix=enable_row_security(catalog, table), severity=severity)


def _is_closed(catalog: Catalog, table: Table) -> bool:
    """Whether it is known that no client may read or write the table."""
    held = (catalog.privileges_of(role, table.address) for role in catalog.api.roles)
    return roles_are_known(catalog) and all(each.isdisjoint(ROW_COMMANDS) for each in held)


def _without_row_security(table: Table) -> str:
    if table.partition_of:
        return (
            f"partition {table.name} has no row security of its own and that of {table.partition_of} does not reach it"
        )
    if table.inherits:
        parents = ", ".join(map(str, table.inherits))
        return f"table {table.name} has no row security of its own and that of {parents} does not reach it"
    return f"table {table.name} has no row security"
