"""A reference to a user that does not do the agreed thing when the user is deleted.

## What it does
Flags foreign keys to the tables of users that the settings name whose ON DELETE action is another than the agreed
one. It does nothing until the tables are set.

## Why is this bad?
Without ON DELETE the first row that a user writes makes their account impossible to delete. People have a right to be
deleted, and an administrator in a hurry will find some other way.

## Example
```sql
create table public.note (id uuid primary key, owner_id uuid not null references auth.users (id));
create index on public.note (owner_id);
alter table public.note enable row level security;
```

## Use instead
```sql
create table public.note (id uuid primary key, owner_id uuid not null references auth.users (id) on delete cascade);
create index on public.note (owner_id);
alter table public.note enable row level security;
```

## Options
- `users`: the tables of users, such as `["auth.users", "public.profiles"]`.
- `action`: `"cascade"`, `"restrict"`, `"set null"`, `"set default"` or `"no action"`. Default: `"cascade"`.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from pgcordon.model import Catalog, Fix, Flaw, QualifiedName, ReferentialAction, Severity
from pgcordon.rules import When, rule
from pgcordon.rules._inheritance import own_constraints
from pgcordon.rules._referential import redefinition, with_on_delete


class UserReferences(msgspec.Struct, frozen=True):
    users: tuple[str, ...] = ()
    action: Literal["cascade", "restrict", "set null", "set default", "no action"] = "cascade"

    def __post_init__(self) -> None:
        for name in self.users:
            QualifiedName.parse(name)


@rule(Severity.WARNING, options=UserReferences, when=When.NAMED)
def user_reference_on_delete(catalog: Catalog, options: UserReferences) -> Iterator[Flaw]:
    users = {QualifiedName.parse(name) for name in options.users}
    agreed = ReferentialAction(options.action.upper())
    for constraint in (each for table in catalog.tables for each in own_constraints(catalog, table)):
        if constraint.references in users and constraint.on_delete is not agreed:
            columns = ", ".join(constraint.columns)
            yield Flaw(
                constraint,
                f"{constraint.table} ({columns}) references {constraint.references} on delete "
                f"{constraint.on_delete.lower()}, not {options.action}",
                fix=Fix(
                    f"refer to {constraint.references} on delete {options.action}",
                    with_on_delete(constraint, agreed),
                    redefinition(constraint, agreed),
                    safe=False,
                ),
            )
