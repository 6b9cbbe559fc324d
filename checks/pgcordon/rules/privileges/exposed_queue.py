"""A message queue that clients can read and fill.

## What it does
Flags queues of pgmq, the tables `pgmq.q_…` that `pgmq.create` makes, whose row security is off while a role of the
API holds a privilege on them and the schema `pgmq_public` exists or the API shows `pgmq`.

## Why is this bad?
`pgmq_public` is the door that Supabase opens to queues: its functions run as the caller and reach every message of a
queue without row security. Clients then read what is meant for your workers, and tell them what to do.

## Example
```sql
create extension pgmq;
create schema pgmq_public;
grant usage on schema pgmq, pgmq_public to authenticated;
select pgmq.create('jobs');
grant select, insert on pgmq.q_jobs to authenticated;
```

## Use instead
```sql
create extension pgmq;
create schema pgmq_public;
grant usage on schema pgmq, pgmq_public to authenticated;
select pgmq.create('jobs');
alter table pgmq.q_jobs enable row level security;
create policy jobs_insert on pgmq.q_jobs for insert to authenticated
  with check (message ->> 'sender' = (select auth.uid())::text);
grant insert on pgmq.q_jobs to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity, Table
from pgcordon.rules import rule
from pgcordon.rules._reach import ROW_COMMANDS, roles_are_known
from pgcordon.rules._row_security import enable_row_security

_QUEUES, _DOOR = "pgmq", "pgmq_public"


@rule(Severity.ERROR, aliases=("0019_insecure_queue_exposed_in_api", "insecure_queue_exposed_in_api"))
def exposed_queue(catalog: Catalog) -> Iterator[Flaw]:
    if not _is_open(catalog):
        return
    for table in catalog.tables:
        is_queue = table.name.schema == _QUEUES and table.name.name.startswith("q_")
        if is_queue and not table.row_security and _is_granted(catalog, table):
            queue = table.name.name.removeprefix("q_")
            message = f"clients reach every message of the queue {queue}: {table.name} has no row security"
            yield Flaw(table, message, fix=enable_row_security(catalog, table))


def _is_open(catalog: Catalog) -> bool:
    exists = any(schema.name == _DOOR for schema in catalog.schemas)
    return exists or not {_QUEUES, _DOOR}.isdisjoint(catalog.api.schemas)


def _is_granted(catalog: Catalog, table: Table) -> bool:
    if not roles_are_known(catalog):
        return True
    return any(catalog.grants_to(catalog.api.roles, command, table.address) for command in ROW_COMMANDS)
