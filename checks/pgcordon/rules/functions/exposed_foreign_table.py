"""A foreign table that clients may use, and that no row security guards.

## What it does
Flags foreign tables of an exposed schema on which a client holds SELECT, INSERT, UPDATE or DELETE.

## Why is this bad?
Row security is for tables that PostgreSQL keeps itself: ALTER TABLE refuses to enable it on a foreign table. Every
client with the privilege reads or changes every row, as the user that the server's user mapping names on the other
side. Source: ALTER TABLE, "ENABLE ROW LEVEL SECURITY"; CREATE USER MAPPING.

## Example
```sql
create foreign data wrapper billing_wrapper;
create server billing foreign data wrapper billing_wrapper;

create foreign table public.invoice (
  id bigint not null,
  customer text not null
) server billing;
grant select on public.invoice to authenticated;
```

## Use instead
```sql
create foreign data wrapper billing_wrapper;
create server billing foreign data wrapper billing_wrapper;

create schema billing;
create foreign table billing.invoice (
  id bigint not null,
  customer text not null
) server billing;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity, TableKind
from pgcordon.rules import rule

_PRIVILEGES = {"SELECT": "read", "INSERT": "write", "UPDATE": "write", "DELETE": "write"}


@rule(Severity.WARNING, aliases=("0017_foreign_table_in_api", "foreign_table_in_api"))
def exposed_foreign_table(catalog: Catalog) -> Iterator[Flaw]:
    for table in catalog.tables:
        if table.kind is not TableKind.FOREIGN or table.name.schema not in catalog.api.schemas:
            continue
        held = [
            (role, does)
            for role in catalog.api.roles
            for privilege, does in _PRIVILEGES.items()
            if catalog.grants_to((role,), privilege, table.address)
        ]
        if held:
            roles, deeds = (dict.fromkeys(each) for each in zip(*held, strict=True))
            yield Flaw(
                table,
                f"{', '.join(roles)} can {' and '.join(deeds)} every row of foreign table {table.name}, which can have "
                "no row security",
            )
