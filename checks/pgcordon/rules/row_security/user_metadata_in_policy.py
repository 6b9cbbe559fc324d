"""A policy that believes what users write about themselves.

## What it does
Flags policies that read `user_metadata` from the token, or `raw_user_meta_data` from `auth.users`, themselves or
through a function that they call.

## Why is this bad?
Every user may write their own user metadata, with `supabase.auth.updateUser()`, and the next token carries it. A role
or team that stands there is one that users give themselves. Only the backend writes `app_metadata`. Source: Supabase,
"Row Level Security", "auth.jwt()".

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (
  owner_id = (select auth.uid()) or (select auth.jwt() -> 'user_metadata' ->> 'role') = 'editor'
);
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
create policy note_select on public.note for select to authenticated using (
  owner_id = (select auth.uid()) or (select auth.jwt() -> 'app_metadata' ->> 'role') = 'editor'
);
grant select on public.note to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Expression, Flaw, Severity
from pgcordon.model.identity import IDENTITY
from pgcordon.rules import rule
from pgcordon.rules._called import functions_called
from pgcordon.rules._ownership import narrowest


@rule(Severity.ERROR, aliases=("0015_rls_references_user_metadata", "rls_references_user_metadata"))
def user_metadata_in_policy(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        for expression in policy.expressions:
            if _reads(expression):
                fault = f"{policy.address} relies on user metadata, which users write themselves"
                yield Flaw(
                    policy, f"{fault}; keep it in app_metadata or in a table", narrowest(expression, _reads).span
                )
                continue
            for call in expression.calls:
                if str(call) in IDENTITY:
                    continue
                called = functions_called(catalog, call)
                bodies = [function.body for function in called if function.body]
                if any(_reads(statement.expression) for body in bodies for statement in body.statements):
                    fault = (
                        f"{policy.address} relies on {call}(), which reads user metadata that users write themselves"
                    )
                    yield Flaw(policy, fault, call.span)


def _reads(expression: Expression) -> bool:
    named = "user_metadata" in expression.json_keys or any(
        "user_metadata" in call.literals for call in expression.calls
    )
    if named and expression.calls_to("auth.jwt", "current_setting"):
        return True
    return any(column.name == "raw_user_meta_data" for column in expression.columns)
