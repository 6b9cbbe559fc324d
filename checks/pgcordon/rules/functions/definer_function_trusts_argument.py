"""A SECURITY DEFINER function that acts on whatever id it is given.

## What it does
Flags SECURITY DEFINER functions and procedures of an exposed schema that a client may execute and that never ask who
calls, where an argument

- is held equal to a key of a table whose row security would stop the caller: to a column of its primary key or of a
  foreign key, or to an e-mail address; or
- is written into a column that says whose row it is: one that refers to the users.

It is enough to ask in a function that this one calls, but not to ask only whether somebody is signed in. It is quiet
about what is not certain: a body in another language than SQL or PL/pgSQL, SQL that is built at run time, a call of
what no file creates. A token or a code that is no key may be as good as a password, so that is left alone.

A function that a policy calls and that answers yes or no, such as `has_role(user_id, role)`, tells every user of every
other, and is reported for information only.

## Why is this bad?
The function runs as its owner, whom row security does not stop, and the id is the caller's to choose. Whoever can
call it reads or changes what belongs to the others.

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

create function public.list_notes(p_owner_id uuid) returns setof public.note
  language sql stable security definer set search_path = ''
as $$ select * from public.note where owner_id = p_owner_id $$;
revoke execute on function public.list_notes(uuid) from public, anon;
grant execute on function public.list_notes(uuid) to authenticated;

create function public.delete_note(p_id uuid) returns void
  language sql security definer set search_path = ''
as $$ delete from public.note where id = p_id $$;
revoke execute on function public.delete_note(uuid) from public, anon;
grant execute on function public.delete_note(uuid) to authenticated;
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

create function public.list_notes(p_owner_id uuid) returns setof public.note
  language sql stable security definer set search_path = ''
as $$ select * from public.note where owner_id = p_owner_id and owner_id = auth.uid() $$;
revoke execute on function public.list_notes(uuid) from public, anon;
grant execute on function public.list_notes(uuid) to authenticated;

create function public.delete_note(p_id uuid) returns void
  language sql security definer set search_path = ''
as $$ delete from public.note where id = p_id and owner_id = auth.uid() $$;
revoke execute on function public.delete_note(uuid) from public, anon;
grant execute on function public.delete_note(uuid) to authenticated;
```

## Exploited by
`read-through-function`
`write-through-function`
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Function, Severity
from pgcordon.rules import rule
from pgcordon.rules._asking import never_asks
from pgcordon.rules._callers import callers, policy_calls
from pgcordon.rules._trusting import Trusted, trusted_arguments


@rule(Severity.ERROR)
def definer_function_trusts_argument(catalog: Catalog) -> Iterator[Flaw]:
    in_policies = policy_calls(catalog, catalog.api.roles)
    for function in catalog.functions:
        if not function.security_definer:
            continue
        roles = callers(catalog, function)
        if not roles or not never_asks(catalog, function):
            continue
        trusted = next(trusted_arguments(catalog, function, roles), None)
        if trusted is None:
            continue
        is_predicate = in_policies.may_mean(function) and _answers_yes_or_no(function)
        yield Flaw(function, _message(function, trusted, roles), severity=Severity.INFO if is_predicate else None)


def _answers_yes_or_no(function: Function) -> bool:
    statements = function.body.statements if function.body else ()
    only_reads = all(each.kind in ("select", "expression") for each in statements)
    return only_reads and function.returns is not None and function.returns.name == "bool"


def _message(function: Function, trusted: Trusted, roles: tuple[str, ...]) -> str:
    does = "writes rows of" if trusted.written else "picks rows of"
    return (
        f"{function.kind} {function.signature} {does} {trusted.table} by its argument {trusted.argument}, as its "
        f"owner, and never asks who calls: {' and '.join(roles)} may name anybody's"
    )
