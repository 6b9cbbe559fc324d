"""A policy that lets more through than the one before it.

## What it does
Compares policies before and after ALTER POLICY, and where one file drops policies of an earlier table and makes others
for the same command. Flags a condition that is no longer required, an alternative added with OR, a value added to a
list, a role added, a TO clause that is gone, a command added, and a restrictive policy that became permissive or limits
fewer roles. Conditions are compared by what they mean, not by how they are written; one that is put in the place of
another is left alone.

## Why is this bad?
It may be just what was wanted, but nothing shows it when it was not: every test of what users can do still passes. Have
it seen by whoever answers for who sees what, and allow it with the reason.

## Example
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null,
  published boolean not null default false
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated
  using (owner_id = (select auth.uid()) and published);
grant select on public.note to authenticated;
```

```sql
alter policy note_select on public.note using (owner_id = (select auth.uid()));
```

## Use instead
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null,
  published boolean not null default false
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated
  using (owner_id = (select auth.uid()) and published);
grant select on public.note to authenticated;
```

```sql
alter policy note_select on public.note
  using (published and owner_id = (select auth.uid()) and title <> '');
```
"""

from collections.abc import Iterator

import msgspec

from pgcordon.model import Catalog, Change, Command, Expression, Flaw, Policy, Severity, Source, Span
from pgcordon.rules import When, rule
from pgcordon.rules._implication import implies, implies_any

_EVERYTHING = Expression("true", always_true=True)


class _Replacement(msgspec.Struct, frozen=True):
    """A policy, and those whose place it takes: itself as it was, or such as the same file drops."""

    olds: tuple[Policy, ...]
    new: Policy
    place: Span

    @property
    def old(self) -> Policy:
        """The one that it is compared with in words."""
        return next((each for each in self.olds if each.name == self.new.name), self.olds[0])


@rule(Severity.WARNING, when=When.SINCE)
def policy_widened(catalog: Catalog) -> Iterator[Flaw]:
    for replacement in _replacements(catalog):
        widenings = list(_widenings(replacement))
        if widenings:
            spans = [span for _, span in widenings if span is not None]
            message = f"{replacement.new.address} lets more through: {'; '.join(text for text, _ in widenings)}"
            yield Flaw(replacement.new, message, spans[0] if spans else replacement.place)


def _replacements(catalog: Catalog) -> Iterator[_Replacement]:
    dropped: list[tuple[Source, Policy]] = []
    made: list[tuple[Source, Policy, Change]] = []
    for change in catalog.changes:
        before, after, source = change.before, change.after, change.statement.span.source
        if not change.on_earlier or change.statement.kind not in ("AlterPolicy", "CreatePolicy", "Drop"):
            continue
        if isinstance(before, Policy) and isinstance(after, Policy):
            yield _Replacement((before,), after, change.statement.span)
        elif isinstance(before, Policy):
            dropped.append((source, before))
        elif isinstance(after, Policy):
            made.append((source, after, change))
    for source, new, change in made:
        olds = tuple(old for where, old in dropped if where is source and _takes_place(new, old))
        if olds:
            yield _Replacement(olds, new, change.statement.span)


def _takes_place(new: Policy, old: Policy) -> bool:
    if new.table != old.table:
        return False
    return new.name == old.name or (new.permissive == old.permissive and old.applies_to(new.command))


def _widenings(replacement: _Replacement) -> Iterator[tuple[str, Span | None]]:
    """What it lets through that those before did not, in words, each with its place."""
    old, new, olds = replacement.old, replacement.new, replacement.olds
    if new.permissive and not old.permissive:
        yield "it was restrictive and is permissive", None
        return
    yield from ((text, None) for text in _roles(olds, new))
    if new.command is Command.ALL and all(each.command is not Command.ALL for each in olds):
        yield f"it was for {old.command} and is for every command", None
    if new.command is not Command.INSERT and old.command is not Command.INSERT:
        yield from _conditions([each.using for each in olds], old.using, new.using)
    own_check = new.with_check is not None or any(each.with_check is not None for each in olds)
    if own_check and new.command.writes_rows and old.command.writes_rows:
        checks = [each.check_expression for each in olds]
        yield from _conditions(checks, old.check_expression, new.check_expression)


def _roles(olds: tuple[Policy, ...], new: Policy) -> Iterator[str]:
    before, after = {role for each in olds for role in each.roles}, set(new.roles)
    if not new.permissive:
        before, after = after, before
    if "public" in before:
        return
    if "public" in after:
        yield "it is for every role now" if new.permissive else f"it no longer limits roles other than {_list(before)}"
    elif more := after - before:
        yield f"it is for {_list(more)} as well" if new.permissive else f"it no longer limits {_list(more)}"


def _list(roles: set[str]) -> str:
    return ", ".join(sorted(roles))


def _conditions(
    olds: list[Expression | None], old: Expression | None, new: Expression | None
) -> Iterator[tuple[str, Span | None]]:
    """What a condition lets through that none before did, where one of those lets through nothing else."""
    before, after = old or _EVERYTHING, new or _EVERYTHING
    if implies_any(after, [each or _EVERYTHING for each in olds]) or not implies(before, after):
        return
    if after.always_true:
        yield f"`{_line(before)}` is no longer required", after.span
        return
    added = [part for part in after.disjuncts if not implies(part, before)]
    if added and len(added) < len(after.disjuncts):
        yield f"rows pass where `{_line(added[0])}` as well", added[0].span
        return
    gone = [part for part in before.conjuncts or (before,) if not implies(after, part)]
    yield f"{' and '.join(f'`{_line(part)}`' for part in gone)} is no longer required", after.span


def _line(expression: Expression) -> str:
    return " ".join(expression.text.split())
