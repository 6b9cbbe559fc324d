"""A column whose name does not have the agreed form.

## What it does
Holds the names of columns against a pattern, and those of primary keys of one column against another. Where the latter
is not set, it reports for information the few primary keys that are not named like the others, if the project has at
least ten and nine in ten have one form. Columns that a table inherits are judged where they were named. A primary key
that refers to another table has the name of a foreign key, and is left to `foreign-key-name`.

## Why is this bad?
Who writes a join should know the columns without looking them up. One table whose key is named otherwise breaks the
habit, and the generic code that relies on it.

## Example
```sql
create table public.note (note_key uuid primary key, title text not null);
alter table public.note enable row level security;
```

## Use instead
```sql
create table public.note (id uuid primary key, title text not null);
alter table public.note enable row level security;
```

## Options
Each is a regular expression that the whole name must match. In it `{table}` stands for the table's name and
`{singular}` for that name in the singular.

- `pattern`: for every column. Without it columns may have any name.
- `primary_key`: for the column that is the primary key, such as `"id"` or `"{singular}_id"`.
"""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from pgcordon.model import Catalog, Flaw, Severity, Table
from pgcordon.rules import rule
from pgcordon.rules._convention import Convention, Naming
from pgcordon.rules._inheritance import own_columns
from pgcordon.rules._naming import Named
from pgcordon.rules._plurals import singular_name


def _columns(catalog: Catalog) -> Iterator[Named]:
    for table in catalog.tables:
        words = _words(table)
        yield from (Named(column.name, column, words) for column in own_columns(catalog, table))


def _primary_keys(catalog: Catalog) -> Iterator[Named]:
    for table in catalog.tables:
        key = table.primary_key
        if table.partition_of is not None or key is None or len(key.columns) != 1:
            continue
        column = table.column(key.columns[0])
        if column is not None and all(each.columns != key.columns for each in table.foreign_keys):
            yield Named(column.name, column, _words(table))


def _words(table: Table) -> dict[str, tuple[str, ...]]:
    return {"table": (table.name.name,), "singular": (singular_name(table.name.name),)}


COLUMNS = Convention("columns", _columns, tiers=(), words=("table", "singular"))
PRIMARY_KEYS = Convention(
    "primary keys",
    _primary_keys,
    tiers=(("id", "{table}_id", "{singular}_id", "uuid", "{table}_uuid", "{table}_key", "pk_.+"), (".+_id",)),
    words=("table", "singular"),
)


class ColumnNaming(Naming, frozen=True):
    conventions: ClassVar[Mapping[str, Convention]] = {"pattern": COLUMNS, "primary_key": PRIMARY_KEYS}
    pattern: str | None = None
    primary_key: str | None = None


@rule(Severity.WARNING, options=ColumnNaming)
def column_name(catalog: Catalog, options: ColumnNaming) -> Iterator[Flaw]:
    yield from options.flaws(catalog)
