"""A policy on stored files that holds for every bucket.

## What it does
Flags permissive policies on `storage.objects` with an expression that never looks at `bucket_id`, not even in a
sub-query. Expressions that are always true are left to other rules.

## Why is this bad?
All files of a project are rows of one table. A policy written for the bucket of avatars that does not name it also
opens the bucket of invoices, and each one that is made later.

## Example
```sql
create policy avatar_insert on storage.objects for insert to authenticated
  with check (owner_id = (select auth.uid())::text);
```

## Use instead
```sql
create policy avatar_insert on storage.objects for insert to authenticated
  with check (bucket_id = 'avatars' and owner_id = (select auth.uid())::text);
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Command, Expression, Flaw, Policy, Severity
from pgcordon.rules import rule
from pgcordon.rules._storage import OBJECTS

_SAYS_THE_BUCKET = frozenset({"bucket_id", "objects", "*"})
"""The column, or the whole row."""


@rule(Severity.WARNING)
def storage_policy_without_bucket(catalog: Catalog) -> Iterator[Flaw]:
    for policy in catalog.policies_on(OBJECTS):
        if not policy.permissive or catalog.bypass_row_security(policy.roles):
            continue
        for expression in _expressions(policy):
            if _holds_for_every_bucket(expression):
                message = f"{policy.address} never looks at bucket_id, so it holds for every bucket"
                yield Flaw(policy, message, expression.span)
                break


def _expressions(policy: Policy) -> list[Expression]:
    """What rows are held against, old and new."""
    using = None if policy.command is Command.INSERT else policy.using
    return [each for each in (using, policy.with_check) if each is not None]


def _holds_for_every_bucket(expression: Expression) -> bool:
    decided = expression.always_true or expression.always_false
    return not decided and not any(column.name in _SAYS_THE_BUCKET for column in expression.columns)
