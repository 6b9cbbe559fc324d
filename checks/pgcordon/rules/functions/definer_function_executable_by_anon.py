"""A SECURITY DEFINER function of an exposed schema that visitors may call.

## What it does
Flags SECURITY DEFINER functions and procedures of an exposed schema that the API's anonymous role may execute, be it
because PUBLIC may. Trigger functions, which cannot be called, are left alone.

Where a GRANT names the anonymous role, or a policy for it calls the function, somebody meant it, and the finding is
for information only. So it is for a function that policies for users call and that asks who calls: it has nobody to
speak of when a visitor does.

## Why is this bad?
The function does for a visitor whatever its owner may do, past row security. New functions are executable by PUBLIC
until that is revoked (the manual, "Default Access Privileges"), so most are open because nobody thought of it.

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

create function public.delete_notes() returns void
  language sql security definer set search_path = ''
as $$ delete from public.note where owner_id = auth.uid() $$;
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

create function public.delete_notes() returns void
  language sql security definer set search_path = ''
as $$ delete from public.note where owner_id = auth.uid() $$;
revoke execute on function public.delete_notes() from public, anon;
grant execute on function public.delete_notes() to authenticated;
```

## Exploited by
`call-forbidden-function`
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Fix, Flaw, Function, Severity
from pgcordon.rules import rule
from pgcordon.rules._asking import asks
from pgcordon.rules._callers import callers, granted_on_purpose, policy_calls, revocation


@rule(
    Severity.WARNING,
    aliases=(
        "0028_anon_security_definer_function_executable",
        "anon_security_definer_function_executable",
    ),
)
def definer_function_executable_by_anon(catalog: Catalog) -> Iterator[Flaw]:
    anonymous = _visitors(catalog)
    for_visitors, for_users = policy_calls(catalog, anonymous), policy_calls(catalog, catalog.api.roles)
    for function in catalog.functions:
        if not function.security_definer or not set(anonymous).intersection(callers(catalog, function)):
            continue
        told = f"{function.kind} {function.signature} runs as its owner, past row security, for whoever calls it"
        meant = for_visitors.may_mean(function) or granted_on_purpose(catalog, function, anonymous)
        if meant or (for_users.may_mean(function) and asks(catalog, function)):
            yield Flaw(function, f"{told}, visitors included", severity=Severity.INFO)
        else:
            yield Flaw(
                function,
                f"{told}, and nobody said that visitors may; revoke EXECUTE from public and {', '.join(anonymous)}",
                fix=_fix(catalog, function),
            )


def _visitors(catalog: Catalog) -> tuple[str, ...]:
    """The roles of visitors alone: where users have the same role, no privilege tells them apart."""
    return tuple(role for role in catalog.api.anonymous if role not in catalog.api.signed_in)


def _fix(catalog: Catalog, function: Function) -> Fix | None:
    grant = f"grant execute on {function.address} to {', '.join(catalog.api.signed_in)}"
    return revocation(catalog, function, _visitors(catalog), grant)
