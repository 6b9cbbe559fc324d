"""A volatile function that a policy calls for every row.

## What it does
Flags calls of volatile functions in policies, your own and built-in ones such as `random()`. A call that stands alone
in a sub-select runs once a statement and is left alone. Functions are volatile unless they say otherwise.

## Why is this bad?
PostgreSQL may call a stable function once where its arguments stay the same, use its result to look up an index and
put the body of an SQL function in the place of the call. It does none of that for a volatile one, and runs it for
each row that the query looks at. Source: the manual, "Function Volatility Categories".

## Example
```sql
create table public.note (
  id uuid primary key,
  body text not null
);
create table public.reader (
  note_id uuid not null references public.note (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  primary key (note_id, user_id)
);
create index reader_user_id_idx on public.reader (user_id);
alter table public.reader enable row level security;
create policy reader_select on public.reader for select to authenticated using (user_id = (select auth.uid()));
alter table public.note enable row level security;
create function public.may_read(wanted uuid) returns boolean
  language sql
  set search_path = ''
  as $$ select exists (select from public.reader where note_id = wanted and user_id = (select auth.uid())) $$;
revoke execute on function public.may_read(uuid) from public, anon;
grant execute on function public.may_read(uuid) to authenticated;
create policy note_select on public.note for select to authenticated using (public.may_read(id));
grant select on public.note, public.reader to authenticated;
```

## Use instead
```sql
create table public.note (
  id uuid primary key,
  body text not null
);
create table public.reader (
  note_id uuid not null references public.note (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  primary key (note_id, user_id)
);
create index reader_user_id_idx on public.reader (user_id);
alter table public.reader enable row level security;
create policy reader_select on public.reader for select to authenticated using (user_id = (select auth.uid()));
alter table public.note enable row level security;
create function public.may_read(wanted uuid) returns boolean
  language sql stable
  set search_path = ''
  as $$ select exists (select from public.reader where note_id = wanted and user_id = (select auth.uid())) $$;
revoke execute on function public.may_read(uuid) from public, anon;
grant execute on function public.may_read(uuid) to authenticated;
create policy note_select on public.note for select to authenticated using (public.may_read(id));
grant select on public.note, public.reader to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Call, Catalog, Fix, Flaw, Policy, Severity
from pgcordon.rules import rule
from pgcordon.rules._called import functions_called, is_volatile, only_reads
from pgcordon.rules._volatility import declare_stable


@rule(Severity.WARNING)
def volatile_function_in_policy(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        for expression in (policy.using, policy.with_check):
            for call in expression.calls if expression else ():
                if not call.in_subquery and is_volatile(catalog, call) and not _is_given(catalog, call):
                    yield Flaw(policy, _message(policy, call), call.span, _fix(catalog, call))


def _message(policy: Policy, call: Call) -> str:
    return f"{call}() is volatile, so policy {policy.name} runs it for every row; a function that only reads is STABLE"


def _is_given(catalog: Catalog, call: Call) -> bool:
    """Whether the platform brought it, which is not the author's to mend."""
    called = functions_called(catalog, call)
    return bool(called) and all(function.address in catalog.given for function in called)


def _fix(catalog: Catalog, call: Call) -> Fix | None:
    called = functions_called(catalog, call)
    if len(called) != 1 or not only_reads(catalog, called[0]):
        return None
    return declare_stable(called[0])
