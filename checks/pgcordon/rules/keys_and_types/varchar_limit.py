"""A column of type varchar(n).

## What it does
Flags columns whose type is `varchar(n)`, directly or through a domain, where n is larger than the settings tolerate.
`varchar` without a limit is `text` by another name, and left alone.

## Why is this bad?
Hardly any of these limits has a reason, and each stands in the type: to narrow it rewrites the table under a lock that
shuts everybody out, and views on the column stand in the way of any change. There is no gain in speed or space.
Source: the manual, "Character Types". A CHECK constraint on `text` says the same, has a name, and can be changed alone.

## Example
```sql
create schema shop;
create table shop.item (id uuid primary key, title varchar(255) not null);
```

## Use instead
```sql
create schema shop;
create table shop.item (id uuid primary key, title text not null check (char_length(title) <= 255));
```

## Options
- `tolerated`: the longest limit that is left alone, such as `16` for codes whose form others have fixed. Default: `0`.
"""

from collections.abc import Iterator

import msgspec

from pgcordon.model import Catalog, Flaw, Severity, quote_identifier
from pgcordon.rules import When, rule
from pgcordon.rules._inheritance import own_columns
from pgcordon.rules._retyping import retyped
from pgcordon.rules._types import base_type


class Limits(msgspec.Struct, frozen=True):
    tolerated: int = 0


@rule(Severity.WARNING, options=Limits, when=When.NAMED, aliases=("prefer-text-field",))
def varchar_limit(catalog: Catalog, options: Limits) -> Iterator[Flaw]:
    for column in (column for table in catalog.tables for column in own_columns(catalog, table)):
        base = base_type(catalog, column.type)
        if base.schema != "pg_catalog" or base.name != "varchar" or base.array or not base.modifiers:
            continue
        limit = int(base.modifiers[0])
        if limit > options.tolerated:
            check = f"char_length({quote_identifier(column.name)}) <= {limit}"
            message = f"{column.address.identity} is varchar({limit}); use text, with a check if the limit has a reason"
            yield Flaw(column, message, column.type_span, retyped(column, "text", check=check))
