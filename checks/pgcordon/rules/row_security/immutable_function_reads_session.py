"""A function that calls itself immutable and reads who asks, or a table.

## What it does
Flags functions declared IMMUTABLE whose bodies learn who asks, from `auth.uid()`, `current_setting` or the like, or
read a table. It is an error where a policy calls such a function to learn who asks, else a warning.

## Why is this bad?
The planner may replace the call of an immutable function by its result. A plan that is kept, as those of prepared
statements and of functions are, then goes on answering for whoever asked first. An index or a generated column over a
table that has changed since is wrong in the same way. Source: the manual, "Function Volatility Categories".

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
  language sql immutable
  set search_path = ''
  as $$ select auth.uid() $$;
revoke execute on function public.reader() from public, anon;
grant execute on function public.reader() to authenticated;
create policy note_select on public.note for select to authenticated using (owner_id = (select public.reader()));
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
  as $$ select auth.uid() $$;
revoke execute on function public.reader() from public, anon;
grant execute on function public.reader() to authenticated;
create policy note_select on public.note for select to authenticated using (owner_id = (select public.reader()));
grant select on public.note to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Call, Catalog, Expression, Flaw, Function, Severity, Span, Volatility
from pgcordon.rules import rule
from pgcordon.rules._called import functions_called
from pgcordon.rules._volatility import declare_stable


@rule(Severity.ERROR)
def immutable_function_reads_session(catalog: Catalog) -> Iterator[Flaw]:
    immutable = [each for each in catalog.functions if each.volatility is Volatility.IMMUTABLE and each.body]
    in_policies: frozenset[str] | None = None
    for function in immutable:
        asking = _asking(catalog, function)
        tables = sorted(str(name) for name in function.body.relations) if function.body else []
        if not asking and not tables:
            continue
        reads = f"asks {asking[0]}()" if asking else f"reads {tables[0]}"
        in_policies = _called_in_policies(catalog) if in_policies is None else in_policies
        severity = Severity.ERROR if asking and function.identity in in_policies else Severity.WARNING
        fault = f"{function.signature} is declared immutable but {reads}"
        message = f"{fault}, so a plan that is kept may go on with an old answer; declare it stable"
        yield Flaw(function, message, _span(asking), declare_stable(function), severity)


def _asking(catalog: Catalog, function: Function) -> tuple[Call, ...]:
    statements = function.body.statements if function.body else ()
    return tuple(call for each in statements for call in catalog.who_asks(each.expression))


def _span(asking: tuple[Call, ...]) -> Span | None:
    return asking[0].span if asking else None


def _called_in_policies(catalog: Catalog) -> frozenset[str]:
    """The functions that policies call, as `Function.identity` names them."""
    expressions: list[Expression | None] = [
        each for policy in catalog.policies for each in (policy.using, policy.with_check)
    ]
    calls = (call for each in expressions if each is not None for call in each.calls)
    return frozenset(function.identity for call in calls for function in functions_called(catalog, call))
