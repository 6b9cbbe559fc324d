"""A column of type money.

## What it does
Flags columns of type `money`, directly or through a domain.

## Why is this bad?
It stores a bare number. Currency and number of decimals come from the setting `lc_monetary` of whoever reads it: the
same row is one sum of dollars here and one of yen there, and a dump restored under another setting changes every
amount. Source: the manual, "Monetary Types".

## Example
```sql
create schema shop;
create table shop.item (id uuid primary key, price money not null);
```

## Use instead
```sql
create schema shop;
create table shop.item (id uuid primary key, price numeric not null);
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity, quote_identifier
from pgcordon.rules import rule
from pgcordon.rules._retyping import retyped
from pgcordon.rules._types import columns_of_type


@rule(Severity.WARNING)
def money_type(catalog: Catalog) -> Iterator[Flaw]:
    for column in columns_of_type(catalog, "money"):
        message = f"{column.address.identity} is money, whose currency is the reader's setting; use numeric"
        fix = retyped(column, "numeric", using=f"{quote_identifier(column.name)}::numeric")
        yield Flaw(column, message, column.type_span, fix)
