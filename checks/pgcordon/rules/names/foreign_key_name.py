"""A column that refers to another table and does not say so in its name.

## What it does
Holds the names of the columns of foreign keys against a pattern. Where none is set, it reports for information the few
names that do not look like the others, if the project has at least ten and nine in ten have one form. Foreign keys of
several columns are not judged, nor are columns that are also the primary key: the row is then the other table's row
once more, and `id` is a good name. The names of the constraints are the business of `constraint-name`.

## Why is this bad?
A join reads by itself where `customer_id` refers to `customer`. Where it is named `cust` or `bill_to`, one must look up
what it refers to, and that it does.

## Example
```sql
create table public.customer (id uuid primary key);
alter table public.customer enable row level security;
create table public.invoice (
  id uuid primary key,
  bill_to uuid not null references public.customer (id) on delete cascade
);
alter table public.invoice enable row level security;
create index invoice_bill_to_idx on public.invoice (bill_to);
```

## Use instead
```sql
create table public.customer (id uuid primary key);
alter table public.customer enable row level security;
create table public.invoice (
  id uuid primary key,
  customer_id uuid not null references public.customer (id) on delete cascade
);
alter table public.invoice enable row level security;
create index invoice_customer_id_idx on public.invoice (customer_id);
```

## Options
- `pattern`: a regular expression that the whole name must match, such as `"(.+_)?{referenced_table}_id"`. In it
  `{referenced_table}` stands for the name of the table that is referred to, as it is or in the singular,
  `{referenced_column}` for the column there, and `{table}` for the table that the column is in. `"table-id"` stands for
  `"(.+_)?{referenced_table}_id"`, and `"id"` for `".+_id"`.
"""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule
from pgcordon.rules._convention import Convention, Naming
from pgcordon.rules._inheritance import own_constraints
from pgcordon.rules._naming import Named
from pgcordon.rules._plurals import singular_name


def _names(catalog: Catalog) -> Iterator[Named]:
    for table in catalog.tables:
        if not table.foreign_keys:
            continue
        primary_key = table.primary_key.columns if table.primary_key else ()
        judged = {primary_key}
        for key in own_constraints(catalog, table):
            if key.references is None or len(key.columns) != 1 or key.columns in judged:
                continue
            judged.add(key.columns)
            if column := table.column(key.columns[0]):
                referenced = key.references.name
                words = {
                    "table": (table.name.name,),
                    "referenced_table": (referenced, singular_name(referenced)),
                    "referenced_column": key.referenced_columns or ("id",),
                }
                yield Named(column.name, column, words)


FOREIGN_KEYS = Convention(
    "foreign keys",
    _names,
    tiers=(
        (
            "{referenced_table}_id",
            "(.+_)?{referenced_table}_id",
            ".+_id",
            ".+_(id|by|to)",
            "fk_.+",
            "id_.+",
            ".+_fk",
            ".+_uuid",
        ),
    ),
    words=("referenced_table", "referenced_column", "table"),
    presets={"table-id": "(.+_)?{referenced_table}_id", "id": ".+_id"},
)


class ForeignKeyNaming(Naming, frozen=True):
    conventions: ClassVar[Mapping[str, Convention]] = {"pattern": FOREIGN_KEYS}
    pattern: str | None = None


@rule(Severity.WARNING, options=ForeignKeyNaming)
def foreign_key_name(catalog: Catalog, options: ForeignKeyNaming) -> Iterator[Flaw]:
    yield from options.flaws(catalog)
