"""A boolean column whose name does not have the agreed form.

## What it does
Holds the names of boolean columns against a pattern. Where none is set, it reports for information the few names that
do not look like the others, if the project has at least ten and nine in ten have one form: a verb in front, as in
`is_public`, or a suffix such as `_flag`. Domains over boolean count as boolean.

## Why is this bad?
`where is_public` reads as what it means. With `where public` one must look up whether it is a state, an answer or a
name, and what true stands for.

## Example
```sql
create table public.note (id uuid primary key, public boolean not null default false);
alter table public.note enable row level security;
```

## Use instead
```sql
create table public.note (id uuid primary key, is_public boolean not null default false);
alter table public.note enable row level security;
```

## Options
- `pattern`: a regular expression that the whole name must match, such as `"(is|has|can)_.+"`. In it `{table}` stands
  for the table's name. `"question"` stands for any verb that asks: is, are, was, has, had, can, may, must, should,
  will, does, did, needs, allows or uses, before an underscore and more.
"""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule
from pgcordon.rules._convention import Convention, Naming
from pgcordon.rules._naming import Named
from pgcordon.rules._types import columns_of_type

_QUESTION = "(is|are|was|has|had|can|may|must|should|will|does|did|needs|allows|uses)_.+"


def _names(catalog: Catalog) -> Iterator[Named]:
    for column in columns_of_type(catalog, "bool"):
        yield Named(column.name, column, {"table": (column.table.name,)})


BOOLEANS = Convention(
    "boolean columns",
    _names,
    tiers=(("(is|has|can)_.+", _QUESTION, ".+_flag", "flag_.+", "b_.+", ".+_yn", "is[A-Z].+"),),
    words=("table",),
    presets={"question": _QUESTION},
)


class BooleanNaming(Naming, frozen=True):
    conventions: ClassVar[Mapping[str, Convention]] = {"pattern": BOOLEANS}
    pattern: str | None = None


@rule(Severity.WARNING, options=BooleanNaming)
def boolean_name(catalog: Catalog, options: BooleanNaming) -> Iterator[Flaw]:
    yield from options.flaws(catalog)
