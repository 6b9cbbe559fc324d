"""A public bucket whose files anybody can list.

## What it does
Flags SELECT policies on `storage.objects` that let clients see every file of a public bucket: their expressions are
true, or look at nothing but the bucket. It knows the buckets that your SQL inserts.

## Why is this bad?
A file of a public bucket is served to whoever has its address, without any policy. The policy adds one thing: clients
can list the bucket and so learn the address of every file, those that nobody was told of among them.

## Example
```sql
insert into storage.buckets (id, name, public) values ('avatars', 'avatars', true);
create policy avatar_select on storage.objects for select to authenticated using (bucket_id = 'avatars');
```

## Use instead
```sql
insert into storage.buckets (id, name, public) values ('avatars', 'avatars', true);
create policy avatar_select on storage.objects for select to authenticated
  using (bucket_id = 'avatars' and owner_id = (select auth.uid())::text);
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Command, Expression, Flaw, Policy, Severity
from pgcordon.rules import rule
from pgcordon.rules._reach import api_roles_of
from pgcordon.rules._storage import OBJECTS

_ASKS_WHETHER = frozenset({"auth.uid", "auth.role"})


@rule(Severity.WARNING, aliases=("0025_public_bucket_allows_listing", "public_bucket_allows_listing"))
def public_bucket_listing(catalog: Catalog) -> Iterator[Flaw]:
    public = [bucket.name for bucket in catalog.buckets if bucket.public]
    for policy in catalog.policies_on(OBJECTS) if public else ():
        if not _lets_clients_read(catalog, policy) or policy.using is None:
            continue
        listed = [name for name in public if _shows_all_of(policy.using, name)]
        if listed:
            fault = f"{policy.name} lets {policy.roles_phrase} list all files of the public bucket {listed[0]}"
            yield Flaw(policy, f"{fault}, which serves them without a policy", policy.using.span)


def _lets_clients_read(catalog: Catalog, policy: Policy) -> bool:
    if not policy.permissive or not policy.applies_to(Command.SELECT) or not api_roles_of(catalog, policy):
        return False
    return not any(other.restricts_reads_of(policy) for other in catalog.policies_on(OBJECTS))


def _shows_all_of(using: Expression, bucket: str) -> bool:
    """Whether every file of the bucket passes: each condition is true, asks for the bucket, or asks for a session."""
    if using.always_true:
        return True
    if using.disjuncts:
        return any(_shows_all_of(part, bucket) for part in using.disjuncts)
    if using.conjuncts:
        return all(_shows_all_of(part, bucket) for part in using.conjuncts)
    if using.relations or using.always_false:
        return False
    if not using.columns:
        asks_who = any("auth.uid" in operand.calls for each in using.equalities for operand in each.operands)
        return bool(using.calls) and not asks_who and all(str(call) in _ASKS_WHETHER for call in using.calls)
    return any(
        comparison.column == "bucket_id" and comparison.operator == "=" and bucket in comparison.literals
        for comparison in using.comparisons
    )
