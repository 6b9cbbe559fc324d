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
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create function public.reader() returns uuid
  language sql
  set search_path = ''
  as $$ select coalesce((select auth.uid()), (auth.jwt() ->> 'sub')::uuid) $$;
revoke execute on function public.reader() from public, anon;
grant execute on function public.reader() to authenticated;
create policy note_select on public.note for select to authenticated using (owner_id = public.reader());
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
create function public.reader() returns uuid
  language sql stable
  set search_path = ''
  as $$ select coalesce((select auth.uid()), (auth.jwt() ->> 'sub')::uuid) $$;
revoke execute on function public.reader() from public, anon;
grant execute on function public.reader() to authenticated;
create policy note_select on public.note for select to authenticated using (owner_id = (select public.reader()));
grant select on public.note to authenticated;
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
