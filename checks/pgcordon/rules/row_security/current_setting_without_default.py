"""A policy that fails where a session setting was never made.

## What it does
Flags `current_setting('app.tenant')` without its second argument in policies and in functions that policies call.
Settings that PostgreSQL itself knows, such as `role`, always have a value and are left alone.

## Why is this bad?
Without `missing_ok` the call raises an error in every session that has not made the setting: the whole query fails
where the policy should have found no rows. With it the result is null, which no comparison lets pass.
Source: the manual, "Configuration Settings Functions".

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated
  using (owner_id = (select current_setting('app.user_id')::uuid));
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
create policy note_select on public.note for select to authenticated
  using (owner_id = (select current_setting('app.user_id', true)::uuid));
grant select on public.note to authenticated;
```
"""

from collections.abc import Iterable, Iterator

from pgcordon.model import Call, Catalog, Edit, Expression, Fix, Flaw, Function, Severity, Span
from pgcordon.rules import rule
from pgcordon.rules._called import functions_called
from pgcordon.rules._policy_text import altered

_TITLE = "let a missing setting be null"
_FAULT = "fails in sessions that never made the setting; give current_setting a second argument, true"


@rule(Severity.WARNING)
def current_setting_without_default(catalog: Catalog) -> Iterator[Flaw]:
    called: dict[str, Function] = {}
    seen: set[tuple[str, int]] = set()
    for policy in catalog.policies:
        expressions = [each for each in (policy.using, policy.with_check) if each is not None]
        _follow(catalog, expressions, called, seen)
        failing = _failing(expressions)
        if failing:
            edits = _edits(failing)
            fix = Fix(_TITLE, edits, altered(policy, edits)) if edits else None
            yield Flaw(policy, f"{policy.address} {_FAULT}", failing[0].span, fix)
    for function in called.values():
        failing = _failing(_expressions(function))
        if failing:
            edits = _edits(failing)
            fix = Fix(_TITLE, edits, _replaced(function, edits)) if edits else None
            yield Flaw(function, f"{function.signature}, which a policy calls, {_FAULT}", failing[0].span, fix)


def _failing(expressions: Iterable[Expression]) -> list[Call]:
    calls = [call for each in expressions for call in each.calls if call.name == "current_setting"]
    return [call for call in calls if _is_custom(call) and (call.arguments == 1 or call.literals[1] == "false")]


def _is_custom(call: Call) -> bool:
    """Whether no server knows the setting by itself: such names have a dot. An unknown name may be one."""
    name = call.literals[0]
    return name is None or "." in name


def _expressions(function: Function) -> list[Expression]:
    return [statement.expression for statement in (function.body.statements if function.body else ())]


def _follow(
    catalog: Catalog, expressions: Iterable[Expression], called: dict[str, Function], seen: set[tuple[str, int]]
) -> None:
    """Add the functions that the expressions call, and those that their bodies call in turn."""
    pending = list(expressions)
    while pending:
        for call in pending.pop().calls:
            key = (str(call), call.arguments)
            if key in seen:
                continue
            seen.add(key)
            for function in functions_called(catalog, call):
                if function.identity not in called:
                    called[function.identity] = function
                    pending.extend(_expressions(function))


def _edits(failing: Iterable[Call]) -> tuple[Edit, ...]:
    """Each call's second argument, before its closing parenthesis."""
    ends = ((call.span.source, call.span.end - 1) for call in failing if call.span and call.arguments == 1)
    return tuple(Edit(Span(source, end, end), ", true") for source, end in ends)


def _replaced(function: Function, edits: Iterable[Edit]) -> str:
    """CREATE OR REPLACE FUNCTION with the edits made; empty where later statements changed the function as well."""
    whole = function.defined
    if whole is None or function.changes:
        return ""
    text = whole.text
    for edit in sorted(edits, key=lambda each: each.span.start, reverse=True):
        start, end = edit.span.start - whole.start, edit.span.end - whole.start
        text = text[:start] + edit.replacement + text[end:]
    create, _, rest = text.partition(" ")
    replaces = rest.lstrip()[:3].lower() == "or "
    return f"{text};" if replaces else f"{create} or replace {rest};"
