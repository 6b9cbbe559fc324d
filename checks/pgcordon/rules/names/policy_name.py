"""A policy whose name does not have the agreed form.

## What it does
Holds the names of policies against a pattern. Where none is set, it reports for information the few names that do not
look like the others, if the project has at least ten and nine in ten have one form: sentences, or words joined with
underscores.

## Why is this bad?
A policy's name is what people read in dashboards and reviews. When all names follow one form, the policy that
somebody forgot shows as a gap, and a name that promises less than its policy gives stands out.

## Example
```sql
create table public.note (id uuid primary key, owner_id uuid not null);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy "Owners only" on public.note for select to authenticated
  using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

## Use instead
```sql
create table public.note (id uuid primary key, owner_id uuid not null);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy "Users can view note" on public.note for select to authenticated
  using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

## Options
- `pattern`: a regular expression that the whole name must match, such as `"{role} can {action} (own |all )?{table}"`.
  In it `{role}` stands for one or more words, `{table}` for the table's name, and `{action}` for a verb that fits the
  policy's command: view, read or select; insert, create or add; update or edit; delete or remove; manage or all for
  ALL. `"sentence"` stands for any capitalized sentence, `"snake-case"` for lower-case words joined with underscores.
"""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from pgcordon.model import Catalog, Command, Flaw, Policy, Severity
from pgcordon.rules import rule
from pgcordon.rules._convention import Convention, Naming
from pgcordon.rules._naming import WORDS, Named

_ACTIONS = {
    Command.ALL: ("manage", "all"),
    Command.SELECT: ("view", "read", "select"),
    Command.INSERT: ("insert", "create", "add"),
    Command.UPDATE: ("update", "edit"),
    Command.DELETE: ("delete", "remove"),
}
_SENTENCE = r"[A-Z]\S*( \S+)+"
_SNAKE_CASE = "[a-z0-9_]+"


def _names(catalog: Catalog) -> Iterator[Named]:
    for policy in catalog.policies:
        yield Named(policy.name, policy, {"action": _ACTIONS[policy.command], "table": (policy.table.name,)})


def _called(named: Named, pattern: str) -> str:
    if "{action}" not in pattern or not isinstance(named.subject, Policy):
        return ""
    return f", where {named.subject.command} is called {' or '.join(named.words['action'])}"


POLICIES = Convention(
    "policies",
    _names,
    tiers=(
        ("{table}_{action}", "{table}_{action}.*", "{table}_.+", "{role} can {action} .+"),
        (_SENTENCE, _SNAKE_CASE),
    ),
    words=("action", "table"),
    fixed={"role": WORDS},
    presets={"sentence": _SENTENCE, "snake-case": _SNAKE_CASE},
    remark=_called,
)


class PolicyNaming(Naming, frozen=True):
    conventions: ClassVar[Mapping[str, Convention]] = {"pattern": POLICIES}
    pattern: str | None = None


@rule(Severity.WARNING, options=PolicyNaming)
def policy_name(catalog: Catalog, options: PolicyNaming) -> Iterator[Flaw]:
    yield from options.flaws(catalog)
