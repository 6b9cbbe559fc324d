"""A uuid key whose default is not the agreed generator.

## What it does
Flags primary key columns of type uuid whose default does not call the generator that the settings name, with its
schema. Columns without a default, such as keys that are foreign keys as well, are left alone. It does nothing until
the generator is set.

## Why is this bad?
There are several generators: PostgreSQL's own `gen_random_uuid()`, pgcrypto's of the same name, the five of uuid-ossp.
Without its schema, which of them a default means depends on the `search_path` of whoever ran the migration.

## Example
```sql
create table public.note (id uuid primary key default gen_random_uuid(), body text not null);
alter table public.note enable row level security;
```

## Use instead
```sql
create table public.note (id uuid primary key default extensions.gen_random_uuid(), body text not null);
alter table public.note enable row level security;
```

## Options
- `generator`: the function, with its schema, such as `"extensions.gen_random_uuid"`.
"""

from collections.abc import Iterator

import msgspec

from pgcordon.model import Catalog, Column, Edit, Expression, Fix, Flaw, Severity, quote_identifier
from pgcordon.rules import When, rule
from pgcordon.rules._types import has_type


class Generator(msgspec.Struct, frozen=True):
    generator: str | None = None

    def __post_init__(self) -> None:
        if self.generator is not None and "." not in self.generator:
            raise ValueError(f"generator {self.generator!r} needs its schema, such as extensions.gen_random_uuid")


@rule(Severity.WARNING, options=Generator, when=When.NAMED)
def uuid_default(catalog: Catalog, options: Generator) -> Iterator[Flaw]:
    if options.generator is None:
        return
    for column, default in _key_defaults(catalog):
        if options.generator not in map(str, default.calls):
            message = f"{column.address.identity} defaults to {default.text}, not to {options.generator}()"
            yield Flaw(column, message, default.span, _fix(column, default, options.generator))


def _fix(column: Column, default: Expression, generator: str) -> Fix:
    """Safe where the function keeps its name and gains its schema; another one makes other values."""
    call = f"{generator}()"
    edits = (Edit(default.span, call),) if default.span else ()
    migration = f"alter table {column.table} alter column {quote_identifier(column.name)} set default {call};"
    same_name = [each.name for each in default.calls] == [generator.rpartition(".")[2]]
    return Fix(f"default to {call}", edits, migration, safe=same_name)


def _key_defaults(catalog: Catalog) -> Iterator[tuple[Column, Expression]]:
    """The uuid columns of primary keys that have a default; partitions repeat those of their parent."""
    for table in catalog.tables:
        key = table.primary_key
        if key is None or table.partition_of:
            continue
        for column in table.columns:
            if column.name in key.columns and column.default and has_type(catalog, column.type, "uuid"):
                yield column, column.default
