"""A comment that allows a finding, and does nothing.

## What it does
Flags comments `-- pgcordon: allow <rule>: <reason>` that name no rule there is, give no reason, or cover no finding.
The same goes for `allow-file`, which must stand above the file's first statement. A comment for a rule that did not
run is left alone.

## Why is this bad?
A comment that no longer suppresses anything will silently suppress the next fault of its kind, which nobody meant.
One without a reason cannot be reviewed.

## Example
```sql
create table public.menu (id uuid primary key, dish text not null);
alter table public.menu enable row level security;
-- pgcordon: allow using-always-true: the menu hangs in the window
create policy menu_select on public.menu for select to authenticated using (dish <> '');
grant select on public.menu to authenticated;
```

## Use instead
```sql
create table public.menu (id uuid primary key, dish text not null);
alter table public.menu enable row level security;
-- pgcordon: allow using-always-true: the menu hangs in the window
create policy menu_select on public.menu for select to authenticated using (true);
grant select on public.menu to authenticated;
```
"""

from collections.abc import Collection, Iterable, Iterator

from pgcordon.model import Catalog, Flaw, Severity, Suppression
from pgcordon.rules import FilePlace, all_rules, rule, rule_names


@rule(Severity.WARNING)
def unused_suppression(catalog: Catalog) -> Iterator[Flaw]:
    """The faults that a suppression has whatever was found; `unused` gives the others."""
    for suppression in catalog.suppressions:
        if not rule_names(suppression.rule):
            yield _flaw(suppression, f"there is no rule {suppression.rule}{_nearest(suppression.rule)}")
        elif not suppression.reason:
            word = "allow-file" if suppression.whole_file else "allow"
            wanted = f"`-- pgcordon: {word} {suppression.rule}: <reason>`"
            yield _flaw(suppression, f"{suppression.rule} is not allowed without a reason; write {wanted}")
        elif suppression.misplaced:
            yield _flaw(suppression, "allow-file covers a file only from above its first statement; move it there")


def unused(suppressions: Iterable[Suppression], used: Collection[Suppression]) -> Iterator[Flaw]:
    """The suppressions that are not among the used ones.

    Only whoever ran the rules can tell: give it the suppressions of the rules that ran, and of those the ones that
    covered a finding. Suppressions without a reason or out of place, which allow nothing, are left to the rule itself.
    """
    for suppression in suppressions:
        says_something = rule_names(suppression.rule) and suppression.reason and not suppression.misplaced
        if says_something and suppression not in used:
            yield _flaw(suppression, f"nothing here breaks {suppression.rule}; remove the comment")


def _flaw(suppression: Suppression, message: str) -> Flaw:
    return Flaw(FilePlace(suppression.span), message)


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    nearest = get_close_matches(name, all_rules(), n=1)
    return f"; did you mean {nearest[0]}?" if nearest else ""
