"""A SECURITY DEFINER function of an exposed schema that does for every user what it does.

## What it does
Flags SECURITY DEFINER functions and procedures of an exposed schema that signed-in users may execute, that read or
change a table whose row security would stop such a user, and that never ask who calls: neither the function nor one
that it calls looks at `auth.uid()`, the claims or another setting of the session.

It is quiet about a function of which that is not certain: one in another language than SQL or PL/pgSQL, one that
builds SQL at run time, one that calls what no file creates. A function that trusts an id it is given is
`definer-function-trusts-argument`. One that a policy calls has to be executable, and is left alone.

## Why is this bad?
The function runs as its owner, whom row security does not stop, and everybody who can sign up can call it. What asks
nobody does the same for all of them.

## Example
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;

create function public.purge_notes() returns void
  language sql security definer set search_path = ''
as $$ delete from public.note where body = '' $$;
revoke execute on function public.purge_notes() from public, anon;
grant execute on function public.purge_notes() to authenticated;
```

## Use instead
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;

create function public.purge_notes() returns void
  language sql security definer set search_path = ''
as $$ delete from public.note where body = '' $$;
revoke execute on function public.purge_notes() from public, anon, authenticated;
grant execute on function public.purge_notes() to service_role;
```

## Exploited by
`call-forbidden-function`
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Function, Severity
from pgcordon.rules import rule
from pgcordon.rules._asking import never_asks
from pgcordon.rules._callers import callers, policy_calls, revocation
from pgcordon.rules._guarded import guarded_by_statement
from pgcordon.rules._trusting import trusted_arguments


@rule(
    Severity.WARNING,
    aliases=(
        "0029_authenticated_security_definer_function_executable",
        "authenticated_security_definer_function_executable",
    ),
)
def definer_function_executable_by_authenticated(catalog: Catalog) -> Iterator[Flaw]:
    signed_in = catalog.api.signed_in
    in_policies = policy_calls(catalog, catalog.api.roles)
    for function in catalog.functions:
        if not function.security_definer or in_policies.may_mean(function):
            continue
        reached = tuple(role for role in callers(catalog, function) if role in signed_in)
        if not reached or not never_asks(catalog, function):
            continue
        tables = _touched(catalog, function, reached)
        if not tables or any(trusted_arguments(catalog, function, reached)):
            continue
        yield Flaw(
            function,
            f"{function.kind} {function.signature} does the same for every {', '.join(reached)}: it goes past the "
            f"row security of {', '.join(tables)} and never asks who calls",
            fix=revocation(catalog, function, catalog.api.roles),
        )


def _touched(catalog: Catalog, function: Function, roles: tuple[str, ...]) -> list[str]:
    statements = function.body.statements if function.body else ()
    return sorted({str(table.name) for each in statements for table in guarded_by_statement(catalog, each, roles)})
