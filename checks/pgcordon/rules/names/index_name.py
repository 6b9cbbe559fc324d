"""An index whose name does not have the agreed form.

## What it does
Holds the names of indexes against a pattern. Where none is set, it reports for information the few names that do not
look like the others, if the project has at least ten and nine in ten have one form. Names that PostgreSQL chose are
not judged. Indexes behind a primary key or a unique constraint carry the constraint's name and are left to
`constraint-name`.

## Why is this bad?
Index names turn up in query plans and error messages. One that says its table and columns spares a look into the
catalog, and two of the same columns meet in one name.

## Example
```sql
create table public.note (id uuid primary key, owner_id uuid not null);
alter table public.note enable row level security;
create index notes_by_user on public.note (owner_id);
```

## Use instead
```sql
create table public.note (id uuid primary key, owner_id uuid not null);
alter table public.note enable row level security;
create index idx_note_owner_id on public.note (owner_id);
```

## Options
- `pattern`: a regular expression that the whole name must match, such as `"idx_{table}_{columns}"`. In it `{table}`
  stands for the table's name, `{columns}` for the key columns joined with underscores, where an expression may have
  any name, and `{column}` for any one of the key columns. `"postgres"` stands for `"{table}_{columns}_idx"`.
"""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule
from pgcordon.rules._convention import Convention, Naming
from pgcordon.rules._naming import Named, joined


def _names(catalog: Catalog) -> Iterator[Named]:
    for index in catalog.indexes:
        if index.named:
            columns = index.columns
            words = {
                "table": (index.table.name,),
                "columns": (joined(columns),),
                "column": tuple([joined([column]) for column in columns]),
            }
            yield Named(index.name.name, index, words)


INDEXES = Convention(
    "indexes",
    _names,
    tiers=(
        (
            "{table}_{columns}_idx",
            "idx_{table}_{columns}",
            "{table}_.+_idx",
            "idx_{table}_.+",
            "ix_{table}_{columns}",
            "ix_{table}_.+",
            "{table}_{columns}_index",
            "{table}_.+_index",
            "index_{table}_on_.+",
        ),
        ("idx_.+", ".+_idx", "ix_.+", ".+_index"),
    ),
    words=("table", "columns", "column"),
    presets={"postgres": "{table}_{columns}_idx"},
)


class IndexNaming(Naming, frozen=True):
    conventions: ClassVar[Mapping[str, Convention]] = {"pattern": INDEXES}
    pattern: str | None = None


@rule(Severity.WARNING, options=IndexNaming)
def index_name(catalog: Catalog, options: IndexNaming) -> Iterator[Flaw]:
    yield from options.flaws(catalog)
