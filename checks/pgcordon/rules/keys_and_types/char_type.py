"""A column of type char(n), which pads what it is given.

## What it does
Flags columns of type `char`, `char(n)` and `bpchar`, directly or through a domain.

## Why is this bad?
`char(n)` fills values with blanks up to n, and no value is too short for it: it does not even hold a code to its
length. The blanks are stored, come back to programs, and count in some comparisons and not in others. It is never
faster than `text`. Source: the manual, "Character Types".

## Example
```sql
create schema shop;
create table shop.item (id uuid primary key, currency char(3) not null);
```

## Use instead
```sql
create schema shop;
create table shop.item (id uuid primary key, currency text not null check (char_length(currency) = 3));
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Column, Fix, Flaw, Severity, quote_identifier
from pgcordon.rules import rule
from pgcordon.rules._retyping import retyped
from pgcordon.rules._types import columns_of_type


@rule(Severity.WARNING, aliases=("ban-char-field",))
def char_type(catalog: Catalog) -> Iterator[Flaw]:
    for column in columns_of_type(catalog, "bpchar"):
        message = f"{column.address.identity} is {column.type}, which pads values with blanks; use text"
        yield Flaw(column, message, column.type_span, _fix(column))


def _fix(column: Column) -> Fix | None:
    """To text that is at most as long: the blanks hid how short values are."""
    if not column.type.modifiers:
        return retyped(column, "text")
    return retyped(column, "text", check=f"char_length({quote_identifier(column.name)}) <= {column.type.modifiers[0]}")
