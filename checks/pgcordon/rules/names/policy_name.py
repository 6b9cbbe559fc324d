"""A policy whose name does not have the agreed form.

## What it does
Holds the names of policies against a pattern. It does nothing until the pattern is set.

## Why is this bad?
A policy's name is what people read in dashboards and reviews. When all names follow one form, the policy that
somebody forgot shows as a gap, and a name that promises less than its policy gives stands out.

## Example
```sql
create table public.note (id uuid primary key, owner_id uuid not null);
alter table public.note enable row level security;
create policy "Users can view note" on public.note for delete to authenticated
  using (owner_id = (select auth.uid()));
```

## Use instead
```sql
create table public.note (id uuid primary key, owner_id uuid not null);
alter table public.note enable row level security;
create policy "Users can delete note" on public.note for delete to authenticated
  using (owner_id = (select auth.uid()));
```

## Options
- `pattern`: a regular expression that the whole name must match, such as `"{role} can {action} (own |all )?{table}"`.
  In it `{role}` stands for one or more words, `{table}` for the table's name, and `{action}` for a verb that fits the
  policy's command: view, read or select; insert, create or add; update or edit; delete or remove; manage for ALL.
"""

from collections.abc import Iterator

import msgspec

from pgcordon.model import Catalog, Command, Flaw, Policy, Severity
from pgcordon.rules import When, rule
from pgcordon.rules._naming import WORDS, any_of, matches, validate

_ACTIONS = {
    Command.ALL: ("manage",),
    Command.SELECT: ("view", "read", "select"),
    Command.INSERT: ("insert", "create", "add"),
    Command.UPDATE: ("update", "edit"),
    Command.DELETE: ("delete", "remove"),
}


class PolicyNaming(msgspec.Struct, frozen=True):
    pattern: str | None = None

    def __post_init__(self) -> None:
        validate(self.pattern, ("role", "action", "table"))


@rule(Severity.WARNING, options=PolicyNaming, when=When.NAMED)
def policy_name(catalog: Catalog, options: PolicyNaming) -> Iterator[Flaw]:
    if options.pattern is None:
        return
    for policy in catalog.policies:
        actions = _ACTIONS[policy.command]
        meanings = {"role": WORDS, "action": any_of(actions), "table": any_of([policy.table.name])}
        if not matches(policy.name, options.pattern, meanings):
            yield Flaw(policy, _message(policy, options.pattern, actions))


def _message(policy: Policy, pattern: str, actions: tuple[str, ...]) -> str:
    fault = f'the name of {policy.address} does not match "{pattern}"'
    return f"{fault}, where {policy.command} is called {' or '.join(actions)}" if "{action}" in pattern else fault
