"""A column of type json.

## What it does
Flags columns of type `json`, directly or through a domain.

## Why is this bad?
`json` keeps the text as it came: each access parses it anew, it has no equality, so that DISTINCT, UNION and GROUP BY
fail, and no GIN index reaches into it. Source: the manual, "JSON Types": "most applications should prefer to store JSON
data as jsonb". Only where blanks, the order of keys or repeated keys matter is `json` right, for instance to keep a
signed document.

## Example
```sql
create schema shop;
create table shop.item (id uuid primary key, details json);
```

## Use instead
```sql
create schema shop;
create table shop.item (id uuid primary key, details jsonb);
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity, quote_identifier
from pgcordon.rules import rule
from pgcordon.rules._retyping import retyped
from pgcordon.rules._types import columns_of_type


@rule(Severity.INFO)
def json_not_jsonb(catalog: Catalog) -> Iterator[Flaw]:
    for column in columns_of_type(catalog, "json"):
        message = f"{column.address.identity} is json, which has no equality and no GIN index; use jsonb"
        fix = retyped(column, "jsonb", using=f"{quote_identifier(column.name)}::jsonb")
        yield Flaw(column, message, column.type_span, fix)
