"""A constraint whose name does not have the agreed form.

## What it does
Holds the names of constraints against one pattern for each type of constraint. It does nothing for a type whose
pattern is not set. A constraint that was given no name is held to it under the name that PostgreSQL gives it.

## Why is this bad?
A constraint's name is what an application gets to see when it is violated, and what a migration must name to drop it.

## Example
```sql
create table public.note (
  id uuid primary key,
  mood text not null constraint mood_ok check (mood in ('calm', 'cross'))
);
alter table public.note enable row level security;
```

## Use instead
```sql
create table public.note (
  id uuid primary key,
  mood text not null constraint note_mood_check check (mood in ('calm', 'cross'))
);
alter table public.note enable row level security;
```

## Options
Each is a regular expression that the whole name must match. In it `{table}` stands for the table's name, `{column}` for
any one of the constraint's columns, and `{columns}` for all of them joined with underscores; not in `check`, for the
columns of a CHECK have no order.

- `primary_key`: such as `"{table}_pkey"`.
- `unique`: such as `"{table}_{columns}_key"`.
- `check`: such as `"{table}_(.+_)?check"`.
- `foreign_key`: such as `"{table}_{columns}_fkey"`.
- `exclude`: such as `"{table}_.+_excl"`.
"""

from collections.abc import Iterator

import msgspec

from pgcordon.model import Catalog, Constraint, ConstraintType, Flaw, Severity
from pgcordon.rules import When, rule
from pgcordon.rules._inheritance import own_constraints
from pgcordon.rules._naming import any_of, joined, matches, validate


class ConstraintNaming(msgspec.Struct, frozen=True):
    primary_key: str | None = None
    unique: str | None = None
    check: str | None = None
    foreign_key: str | None = None
    exclude: str | None = None

    def __post_init__(self) -> None:
        for pattern in (self.primary_key, self.unique, self.foreign_key, self.exclude):
            validate(pattern, ("table", "columns", "column"))
        validate(self.check, ("table", "column"))

    def pattern(self, constraint_type: ConstraintType) -> str | None:
        match constraint_type:
            case ConstraintType.PRIMARY_KEY:
                return self.primary_key
            case ConstraintType.UNIQUE:
                return self.unique
            case ConstraintType.CHECK:
                return self.check
            case ConstraintType.FOREIGN_KEY:
                return self.foreign_key
            case ConstraintType.EXCLUDE:
                return self.exclude


@rule(Severity.WARNING, options=ConstraintNaming, when=When.NAMED)
def constraint_name(catalog: Catalog, options: ConstraintNaming) -> Iterator[Flaw]:
    for constraint in (each for table in catalog.tables for each in own_constraints(catalog, table)):
        pattern = options.pattern(constraint.type)
        if pattern is not None and not matches(constraint.name, pattern, _meanings(constraint)):
            yield Flaw(constraint, f'the name of {constraint.address} does not match "{pattern}"')


def _meanings(constraint: Constraint) -> dict[str, str]:
    return {
        "table": any_of([constraint.table.name]),
        "columns": joined(constraint.columns),
        "column": any_of(constraint.columns),
    }
