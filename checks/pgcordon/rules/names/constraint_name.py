"""A constraint whose name does not have the agreed form.

## What it does
Holds the names of constraints against one pattern for each type of constraint. For a type whose pattern is not set, it
reports for information the few names that do not look like the others, if the project has at least ten and nine in ten
have one form. Names that PostgreSQL chose are not judged.

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

`"postgres"` stands for the form of the names that PostgreSQL chooses.

- `primary_key`: such as `"{table}_pkey"`.
- `unique`: such as `"{table}_{columns}_key"`.
- `check`: such as `"{table}_(.+_)?check"`.
- `foreign_key`: such as `"{table}_{columns}_fkey"`.
- `exclude`: such as `"{table}_.+_excl"`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from pgcordon.model import Catalog, ConstraintType, Flaw, Severity
from pgcordon.rules import rule
from pgcordon.rules._convention import Convention, Naming
from pgcordon.rules._inheritance import own_constraints
from pgcordon.rules._naming import Named


def _named(constraint_type: ConstraintType) -> Callable[[Catalog], Iterator[Named]]:
    def names(catalog: Catalog) -> Iterator[Named]:
        for constraint in (each for table in catalog.tables for each in own_constraints(catalog, table)):
            if constraint.type is constraint_type and constraint.named:
                columns = constraint.columns
                words = {"table": (constraint.table.name,), "columns": ("_".join(columns),), "column": columns}
                yield Named(constraint.name, constraint, words)

    return names


_WORDS = ("table", "columns", "column")

PRIMARY_KEYS = Convention(
    "primary keys",
    _named(ConstraintType.PRIMARY_KEY),
    tiers=(("{table}_pkey", "pk_{table}", "{table}_pk"), (".+_pkey", "pk_.+", ".+_pk")),
    words=_WORDS,
    presets={"postgres": "{table}_pkey"},
)
UNIQUE_CONSTRAINTS = Convention(
    "unique constraints",
    _named(ConstraintType.UNIQUE),
    tiers=(
        (
            "{table}_{columns}_key",
            "{table}_.+_key",
            "uq_{table}_{columns}",
            "uq_{table}_.+",
            "{table}_{columns}_unique",
            "{table}_.+_unique",
            "unique_{table}_.+",
            "{table}_.+_uniq",
            "{table}_.+_uq",
        ),
        (".+_key", "uq_.+", ".+_unique", "unique_.+"),
    ),
    words=_WORDS,
    presets={"postgres": "{table}_{columns}_key"},
)
CHECKS = Convention(
    "check constraints",
    _named(ConstraintType.CHECK),
    tiers=(
        (
            "{table}_(.+_)?check",
            "chk_{table}_.+",
            "ck_{table}_.+",
            "check_{table}_.+",
            "{table}_.+_chk",
            "{table}_.+_ck",
        ),
        ("{table}_.+", ".+_check", "chk_.+", "ck_.+", "check_.+", "valid_.+"),
    ),
    words=("table", "column"),
    presets={"postgres": "{table}_(.+_)?check"},
)
FOREIGN_KEYS = Convention(
    "foreign keys",
    _named(ConstraintType.FOREIGN_KEY),
    tiers=(
        (
            "{table}_{columns}_fkey",
            "{table}_.+_fkey",
            "fk_{table}_{columns}",
            "fk_{table}_.+",
            "{table}_{columns}_fk",
            "{table}_.+_fk",
            "{table}_{columns}_foreign",
        ),
        (".+_fkey", "fk_.+", ".+_fk"),
    ),
    words=_WORDS,
    presets={"postgres": "{table}_{columns}_fkey"},
)
EXCLUSION_CONSTRAINTS = Convention(
    "exclusion constraints",
    _named(ConstraintType.EXCLUDE),
    tiers=(("{table}_.+_excl", "ex_{table}_.+", "no_.+"),),
    words=_WORDS,
    presets={"postgres": "{table}_.+_excl"},
)


class ConstraintNaming(Naming, frozen=True):
    conventions: ClassVar[Mapping[str, Convention]] = {
        "primary_key": PRIMARY_KEYS,
        "unique": UNIQUE_CONSTRAINTS,
        "check": CHECKS,
        "foreign_key": FOREIGN_KEYS,
        "exclude": EXCLUSION_CONSTRAINTS,
    }
    primary_key: str | None = None
    unique: str | None = None
    check: str | None = None
    foreign_key: str | None = None
    exclude: str | None = None


@rule(Severity.WARNING, options=ConstraintNaming)
def constraint_name(catalog: Catalog, options: ConstraintNaming) -> Iterator[Flaw]:
    yield from options.flaws(catalog)
