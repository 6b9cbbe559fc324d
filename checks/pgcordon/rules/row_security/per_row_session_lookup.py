"""A policy that asks for every row who asks.

## What it does
Flags calls in policies that learn who asks, such as `auth.uid()`, `auth.jwt()`, `current_setting(…)` and your own
stable functions without arguments that call them, unless they stand in a sub-select that reads nothing and refers to
no row. They are found inside expressions, casts and function arguments too.

## Why is this bad?
Such a call gives the same result for every row of a statement, and is run for each. In `(select auth.uid())` the
planner runs it once and remembers the result: an "InitPlan" in EXPLAIN. On large tables that is the difference between
milliseconds and seconds. Source: Supabase, "RLS Performance and Best Practices".

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = auth.uid());
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
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Call, Catalog, Edit, Fix, Flaw, Policy, Severity, Span, Volatility
from pgcordon.rules import rule
from pgcordon.rules._called import functions_called
from pgcordon.rules._policy_text import altered

_LOOKUPS = frozenset({"auth.uid", "auth.jwt", "auth.email", "auth.role", "current_setting"})


@rule(Severity.WARNING, aliases=("0003_auth_rls_initplan", "auth_rls_initplan"))
def per_row_session_lookup(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        calls = [call for expression in policy.expressions for call in catalog.who_asks(expression)]
        repeated = [call for call in calls if not call.in_subquery and _is_the_same_for_all(catalog, call)]
        if repeated:
            first = repeated[0]
            fault = f"{policy.address} calls {first}() for every row; (select {_text(first)}) calls it once a statement"
            yield Flaw(policy, fault, first.span, _fix(policy, repeated))


def _is_the_same_for_all(catalog: Catalog, call: Call) -> bool:
    if str(call).removeprefix("pg_catalog.") in _LOOKUPS:
        return True
    called = functions_called(catalog, call)
    return bool(called) and all(function.volatility is Volatility.STABLE and not call.arguments for function in called)


def _text(call: Call) -> str:
    return call.span.text if call.span else f"{call}({'…' if call.arguments else ''})"


def _fix(policy: Policy, calls: list[Call]) -> Fix | None:
    """Wrap each call, but for those inside another one that is wrapped."""
    spans = [call.span for call in calls if call.span]
    outermost = [span for span in spans if not any(_is_inside(span, other) for other in spans)]
    edits = tuple(Edit(span, f"(select {span.text})") for span in outermost)
    if not edits:
        return None
    return Fix("wrap the call in a sub-select", edits, altered(policy, edits))


def _is_inside(span: Span, other: Span) -> bool:
    return span != other and span.source is other.source and other.start <= span.start and span.end <= other.end
