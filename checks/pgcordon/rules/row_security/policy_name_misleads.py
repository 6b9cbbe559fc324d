"""A policy whose name speaks of another command than the policy is for.

## What it does
Flags policies whose name says one command and that are FOR ALL or for another one: "Users can view their notes" FOR
ALL, `note_insert` FOR UPDATE. Words that the table's own name is made of are not looked at.

## Why is this bad?
FOR ALL is what CREATE POLICY means without a FOR clause. A policy that was written with reading in mind then lets the
same users insert, change and delete, and nobody who reads its name in a list will notice.
Source: CREATE POLICY, "ALL is the default".

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy "Users can view their notes" on public.note to authenticated
  using (owner_id = (select auth.uid()));
grant select, insert, update, delete on public.note to authenticated;
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
create policy "Users can view their notes" on public.note for select to authenticated
  using (owner_id = (select auth.uid()));
grant select, insert, update, delete on public.note to authenticated;
```
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pgcordon.model import Catalog, Command, Flaw, Policy, Severity
from pgcordon.rules import rule

_WORDS = {
    **dict.fromkeys(("view", "views", "viewing", "read", "reads", "reading", "see", "select"), (Command.SELECT,)),
    **dict.fromkeys(("insert", "inserts", "create", "creates", "creating", "add", "adds"), (Command.INSERT,)),
    **dict.fromkeys(("update", "updates", "edit", "edits", "editing", "modify"), (Command.UPDATE,)),
    **dict.fromkeys(("delete", "deletes", "deleting", "remove", "removes", "removing"), (Command.DELETE,)),
    **dict.fromkeys(("write", "writes", "writing"), (Command.INSERT, Command.UPDATE, Command.DELETE)),
}
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@rule(Severity.WARNING)
def policy_name_misleads(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies:
        said = _commands_in_name(policy)
        if not said or policy.command in said or (policy.command is Command.ALL and len(said) > 1):
            continue
        yield Flaw(policy, f"the name of {policy.address} says {'/'.join(said)}, but it is for {policy.command}")


def _commands_in_name(policy: Policy) -> tuple[Command, ...]:
    about = _words(policy.table.name)
    words = [word for word in _words(policy.name) if word not in about]
    return tuple(dict.fromkeys([command for word in words for command in _WORDS.get(word, ())]))


@lru_cache(maxsize=4_096)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, whether spaces, underscores or capitals part them."""
    return tuple([word.lower() for word in _WORD.findall(name)])
