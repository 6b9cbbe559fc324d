"""A SECURITY DEFINER trigger function that anybody may put on a table of their own.

## What it does
Flags SECURITY DEFINER functions that return `trigger` and that PUBLIC or a role of the API may execute. It is a hint:
who reaches the database through PostgREST alone can create no trigger.

## Why is this bad?
EXECUTE on a trigger function is asked for when the trigger is created, never when it fires (CREATE TRIGGER: "the user
must also have EXECUTE privilege on the trigger function"). Whoever can connect and make a table, even a temporary
one, can put the function on it and run it as its owner, with a NEW of their choice. The triggers that are there go on
firing without the privilege.

## Example
```sql
create table public.profile (
  id uuid primary key references auth.users (id) on delete cascade,
  display_name text
);
alter table public.profile enable row level security;
create policy profile_select on public.profile for select to authenticated using (id = (select auth.uid()));
grant select on public.profile to authenticated;

create function public.handle_new_user() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.profile (id, display_name) values (new.id, new.raw_user_meta_data ->> 'name');
  return new;
end $$;
create trigger on_auth_user_created after insert on auth.users
  for each row execute function public.handle_new_user();
```

## Use instead
```sql
create table public.profile (
  id uuid primary key references auth.users (id) on delete cascade,
  display_name text
);
alter table public.profile enable row level security;
create policy profile_select on public.profile for select to authenticated using (id = (select auth.uid()));
grant select on public.profile to authenticated;

create function public.handle_new_user() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.profile (id, display_name) values (new.id, new.raw_user_meta_data ->> 'name');
  return new;
end $$;
revoke execute on function public.handle_new_user() from public, anon, authenticated;
create trigger on_auth_user_created after insert on auth.users
  for each row execute function public.handle_new_user();
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule
from pgcordon.rules._callers import executors, revocation


@rule(Severity.INFO)
def security_definer_trigger_open(catalog: Catalog) -> Iterator[Flaw]:
    for function in catalog.functions:
        if not function.security_definer or function.returns is None or function.returns.name != "trigger":
            continue
        if executors(catalog, function):
            yield Flaw(
                function,
                f"whoever can make a table can put trigger {function.kind} {function.signature} on it and run it as "
                "its owner; revoke EXECUTE, which triggers that are there do not need",
                fix=revocation(catalog, function, catalog.api.roles),
            )
