"""A name that is not in snake_case.

## What it does
Flags tables, columns, views, functions, arguments, indexes, constraints, triggers and types whose names are not
lower-case words joined with underscores. A leading underscore is fine. Names that PostgreSQL chose are not judged, and
policies are left to `policy-name`: their names are often sentences.

## Why is this bad?
PostgreSQL folds unquoted names to lower case, so a name with capitals or spaces must be quoted wherever it is used,
for ever.

## Example
```sql
create table public.note (id uuid primary key, "ownerId" uuid not null);
alter table public.note enable row level security;
```

## Use instead
```sql
create table public.note (id uuid primary key, owner_id uuid not null);
alter table public.note enable row level security;
```
"""

import re
from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.model.findings import Subject
from pgcordon.rules import When, rule
from pgcordon.rules._inheritance import own_columns, own_constraints

_SNAKE_CASE = re.compile(r"_?[a-z][a-z0-9]*(_[a-z0-9]+)*")


@rule(Severity.WARNING, when=When.NAMED)
def snake_case(catalog: Catalog) -> Iterator[Flaw]:
    for name, subject in _named_objects(catalog):
        if not _is_snake_case(name):
            yield Flaw(subject, f"the name of {subject.address} is not in snake_case")
    for function in catalog.functions:
        for argument in function.arguments:
            if argument.name and not _is_snake_case(argument.name):
                message = f'the name of argument "{argument.name}" of {function.signature} is not in snake_case'
                yield Flaw(function, message)


def _named_objects(catalog: Catalog) -> Iterator[tuple[str, Subject]]:
    yield from ((enum.name.name, enum) for enum in catalog.enums)
    yield from ((composite.name.name, composite) for composite in catalog.composites)
    yield from ((range_type.name.name, range_type) for range_type in catalog.ranges)
    yield from ((domain.name.name, domain) for domain in catalog.domains)
    for table in catalog.tables:
        yield table.name.name, table
        yield from ((column.name, column) for column in own_columns(catalog, table))
        yield from ((each.name, each) for each in own_constraints(catalog, table) if each.named)
    yield from ((index.name.name, index) for index in catalog.indexes if index.named)
    yield from ((view.name.name, view) for view in catalog.views)
    yield from ((function.name.name, function) for function in catalog.functions)
    yield from ((trigger.name, trigger) for trigger in catalog.triggers)


def _is_snake_case(name: str) -> bool:
    return _SNAKE_CASE.fullmatch(name) is not None
