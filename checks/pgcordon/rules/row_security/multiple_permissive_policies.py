"""Several permissive policies for the same role and command.

## What it does
Points to permissive policies on a table that stand beside earlier ones for the same role and command. A policy for
owners and one for administrators is a common and readable pair, so this is a hint only.

## Why is this bad?
Permissive policies are joined with OR. A row that the first does not let pass is held against each of the others, so
every policy adds to the cost of a query, and none of them alone says who gets in.
Source: CREATE POLICY, "combined together using the Boolean OR operator".

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
create table public.reader (
  note_id uuid not null references public.note (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  primary key (note_id, user_id)
);
create index reader_user_id_idx on public.reader (user_id);
alter table public.reader enable row level security;
create policy reader_select on public.reader for select to authenticated using (user_id = (select auth.uid()));
alter table public.note enable row level security;
create policy note_owner on public.note for select to authenticated using (owner_id = (select auth.uid()));
create policy note_reader on public.note for select to authenticated
  using (id in (select note_id from public.reader where user_id = (select auth.uid())));
grant select on public.note, public.reader to authenticated;
```

## Use instead
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
create table public.reader (
  note_id uuid not null references public.note (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  primary key (note_id, user_id)
);
create index reader_user_id_idx on public.reader (user_id);
alter table public.reader enable row level security;
create policy reader_select on public.reader for select to authenticated using (user_id = (select auth.uid()));
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated
  using (
    owner_id = (select auth.uid())
    or id in (select note_id from public.reader where user_id = (select auth.uid()))
  );
grant select on public.note, public.reader to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Command, Flaw, Policy, Severity
from pgcordon.rules import rule
from pgcordon.rules._reach import commands_of, shared_commands, shared_roles


@rule(Severity.INFO, aliases=("0006_multiple_permissive_policies", "multiple_permissive_policies"))
def multiple_permissive_policies(catalog: Catalog) -> Iterator[Flaw]:
    for table in catalog.tables:
        earlier: list[Policy] = []
        for policy in catalog.policies_on(table.name):
            if not policy.permissive:
                continue
            beside = [each for each in earlier if _both_apply(catalog, each, policy)]
            earlier.append(policy)
            if beside:
                commands = [each for each in commands_of(policy) if any(other.applies_to(each) for other in beside)]
                roles = {role: None for other in beside for role in shared_roles(catalog, other, policy)}
                yield Flaw(policy, _message(policy, beside, commands, list(roles)))


def _both_apply(catalog: Catalog, first: Policy, second: Policy) -> bool:
    return bool(shared_commands(first, second)) and bool(shared_roles(catalog, first, second))


def _message(policy: Policy, beside: list[Policy], commands: list[Command], roles: list[str]) -> str:
    names = ", ".join(each.name for each in beside)
    who = "every role" if "public" in roles else ", ".join(roles)
    return (
        f"{policy.name} on {policy.table} is evaluated beside {names} "
        f"for each {'/'.join(commands)} of {who}; one policy could say it all"
    )
