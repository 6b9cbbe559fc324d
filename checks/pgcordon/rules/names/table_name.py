"""A table whose name does not have the agreed form.

## What it does
Holds the names of tables against a pattern. Where none is set, it reports for information the few names that do not
look like the others, if the project has at least ten and nine in ten have one form: plural, singular, or a prefix such
as `tbl_`. Partitions are not judged.

Whether a name is singular or plural is decided by its last word and the rules of English. Words that do not show it,
such as `history` or `log`, pass for both.

## Why is this bad?
Who writes a query should know a table's name without looking it up. With both `order` and `customers` it must be
looked up each time.

## Example
```sql
create table public.note (id uuid primary key);
alter table public.note enable row level security;
```

## Use instead
```sql
create table public.notes (id uuid primary key);
alter table public.notes enable row level security;
```

## Options
- `pattern`: a regular expression that the whole name must match, such as `"{plural}"` or `"app_{plural}"`. In it
  `{plural}` stands for one or more words, joined with underscores, of which the last is in the plural, and `{singular}`
  for such words in the singular. `"plural"` stands for `"{plural}"`, `"singular"` for `"{singular}"`.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import ClassVar

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule
from pgcordon.rules._convention import Convention, Naming
from pgcordon.rules._naming import Named
from pgcordon.rules._plurals import could_be_plural, could_be_singular


def _names(catalog: Catalog) -> Iterator[Named]:
    for table in catalog.tables:
        if table.partition_of is None:
            yield Named(table.name.name, table, _words(table.name.name))


@lru_cache(maxsize=4_096)
def _words(name: str) -> dict[str, tuple[str, ...]]:
    """Every part of the name that could stand at a placeholder."""
    words = name.split("_")
    ends = [(number, _last_with_letters(words[:number])) for number in range(1, len(words) + 1)]
    return {
        "plural": tuple(part for end, last in ends if could_be_plural(last) for part in _parts(words, end)),
        "singular": tuple(part for end, last in ends if could_be_singular(last) for part in _parts(words, end)),
    }


def _parts(words: list[str], end: int) -> Iterator[str]:
    return ("_".join(words[start:end]) for start in range(end) if any(words[start:end]))


def _last_with_letters(words: list[str]) -> str:
    """The last word, numbers at the end left out: it is things that `things_2` names."""
    lettered = (word.rstrip("0123456789").lower() for word in reversed(words))
    return next((word for word in lettered if word), "")


TABLES = Convention(
    "tables",
    _names,
    tiers=(("{plural}", "{singular}"), ("tbl_.+", "tb_.+", "t_.+", "tbl.+")),
    words=("plural", "singular"),
    presets={"plural": "{plural}", "singular": "{singular}"},
)


class TableNaming(Naming, frozen=True):
    conventions: ClassVar[Mapping[str, Convention]] = {"pattern": TABLES}
    pattern: str | None = None


@rule(Severity.WARNING, options=TableNaming)
def table_name(catalog: Catalog, options: TableNaming) -> Iterator[Flaw]:
    yield from options.flaws(catalog)
