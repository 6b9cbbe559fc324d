"""A constraint added to an existing table that is checked against all its rows at once.

## What it does
Flags ALTER TABLE … ADD of a foreign key or CHECK without NOT VALID, and of a primary key or unique constraint without
USING INDEX, on a table that an earlier file makes. Also flags VALIDATE CONSTRAINT in the file that adds the
constraint: in one transaction it changes nothing.

A foreign key at a new column without a default is not checked by PostgreSQL, for there is nothing to check. Partitioned
tables cannot have it otherwise, so their keys are left alone.

## Why is this bad?
Every row is read under a lock that stops writers, and for a CHECK and a key readers too; building the index of a key
takes longer still. With NOT VALID only new rows are checked; VALIDATE CONSTRAINT, in a later transaction, reads the
others without stopping anybody (ALTER TABLE, "Notes"). A unique index can be made concurrently and then become the
constraint's.

## Example
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

```sql
alter table public.note add constraint note_title_check check (title <> '');
```

## Use instead
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

```sql
alter table public.note add constraint note_title_check check (title <> '') not valid;
```

```sql
alter table public.note validate constraint note_title_check;
```

## Options
- `file_is_transaction`: `false` where whatever runs the files gives each statement a transaction of its own. It is
  `true` where nothing is said, for most programs that run migrations put a file into one transaction.
"""

from collections.abc import Iterator

import msgspec

from pgcordon.model import (
    Catalog,
    Change,
    Constraint,
    ConstraintType,
    Edit,
    Fix,
    Flaw,
    Severity,
    Span,
    Table,
    TableKind,
)
from pgcordon.rules import When, rule
from pgcordon.rules._alterations import altered_tables

_CHECKED = (ConstraintType.FOREIGN_KEY, ConstraintType.CHECK)
_KEYS = (ConstraintType.PRIMARY_KEY, ConstraintType.UNIQUE)
_ALIASES = (
    "adding-foreign-key-constraint",
    "constraint-missing-not-valid",
    "disallowed-unique-constraint",
    "adding-serial-primary-key-field",
)


class Transactions(msgspec.Struct, frozen=True):
    file_is_transaction: bool = True


@rule(Severity.WARNING, when=When.SINCE, options=Transactions, aliases=_ALIASES)
def constraint_validated_at_once(catalog: Catalog, options: Transactions) -> Iterator[Flaw]:
    for change, before, after in altered_tables(catalog):
        for old, new in change.constraints:
            if new is None:
                continue
            if old is None:
                yield from _added(change, before, after, new)
            elif _is_validated_at_once(change, old, new, options):
                message = f"{new.name} on {after.name} is validated in the transaction that adds it"
                yield Flaw(new, f"{message}, under the same lock; do it in a later file", change.statement.span)


def _is_validated_at_once(change: Change, old: Constraint, new: Constraint, options: Transactions) -> bool:
    if old.validated or not new.validated or change.found(old):
        return False
    return change.statement.in_transaction or options.file_is_transaction


def _added(change: Change, before: Table, after: Table, new: Constraint) -> Iterator[Flaw]:
    if new.type in _CHECKED and new.validated and not _is_vacuous(before, after, new):
        if new.type is ConstraintType.CHECK or after.kind is not TableKind.PARTITIONED:
            message = f"{new.name} is checked against every row of {after.name} while writers wait"
            yield Flaw(new, f"{message}; add it with NOT VALID, validate it in a later file", None, _fix(after, new))
    elif new.type in _KEYS and "USING INDEX" not in change.statement.words and after.kind is not TableKind.PARTITIONED:
        message = f"the index of {new.name} is built while readers and writers of {after.name} wait"
        yield Flaw(new, f"{message}; make it concurrently, then add the constraint USING INDEX")


def _is_vacuous(before: Table, after: Table, new: Constraint) -> bool:
    """Whether it is a foreign key of a column that is null in every row, for it was only just added."""
    if new.type is not ConstraintType.FOREIGN_KEY:
        return False
    columns = [after.column(name) for name in new.columns if before.column(name) is None]
    return any(column is not None and column.default is None and _stands_in(new, column.defined) for column in columns)


def _stands_in(new: Constraint, place: Span | None) -> bool:
    """Whether the constraint is written at a column, whose definition stands at that place."""
    return new.defined is not None and place is not None and place.start <= new.defined.start < place.end


def _fix(table: Table, new: Constraint) -> Fix | None:
    """Only a constraint of the table can be added so; it must be validated afterwards."""
    if new.defined is None or any(_stands_in(new, column.defined) for column in table.columns):
        return None
    end = Span(new.defined.source, new.defined.end, new.defined.end)
    return Fix("add it with NOT VALID; validate it in a later file", (Edit(end, " not valid"),), safe=False)
