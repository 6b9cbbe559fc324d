"""Row security on a table that has no policy.

## What it does
Points to tables whose row security is on and that have no policy, if a role of the API holds a privilege on them.
Partitions are left alone: without policies nobody reaches past their parent's.

## Why is this bad?
Without a policy, row security lets no row through: only the table's owner and roles that bypass it get in, and
everybody else sees an empty table instead of an error. That is right for a table of the backend, but then its grants
are not needed. Source: the manual, "Row Security Policies", "a default-deny policy is used".

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
grant select on public.note to authenticated;
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
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity, Table, TableKind
from pgcordon.rules import rule
from pgcordon.rules._reach import ROW_COMMANDS, roles_are_known


@rule(Severity.INFO, aliases=("0008_rls_enabled_no_policy", "rls_enabled_no_policy"))
def rls_without_policy(catalog: Catalog) -> Iterator[Flaw]:
    for table in catalog.tables:
        if not table.row_security or table.partition_of or table.kind is TableKind.FOREIGN:
            continue
        if not catalog.policies_on(table.name) and _is_offered(catalog, table):
            yield Flaw(table, f"{table.name} has row security and no policy, so clients see none of its rows")


def _is_offered(catalog: Catalog, table: Table) -> bool:
    if not roles_are_known(catalog):
        return table.name.schema in catalog.api.schemas
    return any(catalog.grants_to(catalog.api.roles, command, table.address) for command in ROW_COMMANDS)
