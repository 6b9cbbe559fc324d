"""A policy of an existing table dropped, and none put in its place.

## What it does
Flags DROP POLICY of a policy that an earlier file makes, unless the same file makes one of the same kind, permissive or
restrictive, for the same commands and roles. Policies that go with their table are left to `table-dropped`.

## Why is this bad?
Without a permissive policy the rows that it let through are gone for whoever relied on it, silently: a SELECT returns
nothing, an UPDATE changes nothing. Without a restrictive one, the permissive policies let through what it kept back
(the manual, "Row Security Policies"). Mostly a CREATE POLICY was forgotten behind a DROP.

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
create policy note_update on public.note for update to authenticated
  using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
grant select, update on public.note to authenticated;
```

```sql
drop policy note_update on public.note;
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
create policy note_update on public.note for update to authenticated
  using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
grant select, update on public.note to authenticated;
```

```sql
drop policy note_update on public.note;
create policy note_change on public.note for update to authenticated
  using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
```
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pgcordon.model import Catalog, Command, Flaw, Policy, QualifiedName, Severity, Table
from pgcordon.rules import When, rule

_SINGLE = (Command.SELECT, Command.INSERT, Command.UPDATE, Command.DELETE)


@rule(Severity.WARNING, when=When.SINCE, aliases=("ban-drop-policy",))
def policy_dropped(catalog: Catalog) -> Iterator[Flaw]:
    dropped = [each for each in catalog.changes if each.after is None and each.statement.kind == "Drop"]
    tables = {(id(each.statement), each.before.name) for each in dropped if isinstance(each.before, Table)}
    made = _made(catalog)
    for change in dropped:
        policy = change.before
        if not isinstance(policy, Policy) or not change.on_earlier:
            continue
        if (id(change.statement), policy.table) in tables:
            continue
        beside = made[id(change.statement.span.source), policy.table, policy.permissive]
        if not _is_replaced(policy, beside):
            yield Flaw(policy, _message(policy), change.statement.span)


def _made(catalog: Catalog) -> Mapping[tuple[int, QualifiedName, bool], list[Policy]]:
    """The policies that each file makes, by table and whether they are permissive."""
    made: dict[tuple[int, QualifiedName, bool], list[Policy]] = defaultdict(list)
    for change in catalog.changes:
        policy = change.after
        if change.before is None and isinstance(policy, Policy):
            made[id(change.statement.span.source), policy.table, policy.permissive].append(policy)
    return made


def _is_replaced(policy: Policy, made: list[Policy]) -> bool:
    """Whether each of its commands has a policy again, for each of its roles."""
    commands = _SINGLE if policy.command is Command.ALL else (policy.command,)
    for command in commands:
        roles = {role for each in made if each.applies_to(command) for role in each.roles}
        if "public" not in roles and not roles.issuperset(policy.roles):
            return False
    return True


def _message(policy: Policy) -> str:
    if policy.permissive:
        effect = f"{policy.roles_phrase} can no longer reach what it let through"
    else:
        effect = f"what it kept from {policy.roles_phrase} is open"
    return f"{policy.address} is dropped and none takes its place: {effect}"
