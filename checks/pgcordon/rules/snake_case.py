"""A name that is not in snake_case.

## What it does
Flags tables, columns, views, functions, arguments, indexes, constraints, triggers and types whose names are not lower-case
words joined with underscores. Policies are left to `policy-name`: their names are often sentences.

## Why is this bad?
PostgreSQL folds unquoted names to lower case, so a name with capitals or spaces must be quoted wherever it is used,
for ever.

## Example
```sql
create table public.note (id uuid primary key, "ownerId" uuid not null);
```

## Use instead
```sql
create table public.note (id uuid primary key, owner_id uuid not null);
```
"""

import re
from collections.abc import Iterator
from itertools import chain

from pgcordon.model import Catalog, Flaw, Function, Severity, Table
from pgcordon.rules import rule

_SNAKE_CASE = re.compile(r"_?[a-z][a-z0-9]*(_[a-z0-9]+)*")


@rule(Severity.WARNING, default=False)
def snake_case(catalog: Catalog) -> Iterator[Flaw]:
    types = chain(catalog.enums, catalog.composites, catalog.ranges, catalog.domains)
    for relation in chain(catalog.views, types):
        if not _is_snake_case(relation.name.name):
            yield Flaw(relation, f"{relation.address} is not in snake_case")
    for table in catalog.tables:
        yield from _in_table(table)
    for index in catalog.indexes:
        if index.named and not _is_snake_case(index.name.name):
            yield Flaw(index, f"{index.address} is not in snake_case")
    for trigger in catalog.triggers:
        if not _is_snake_case(trigger.name):
            yield Flaw(trigger, f"{trigger.address} is not in snake_case")
    for function in catalog.functions:
        yield from _in_function(function)


def _in_table(table: Table) -> Iterator[Flaw]:
    if not _is_snake_case(table.name.name):
        yield Flaw(table, f"{table.address} is not in snake_case")
    for column in table.columns:
        if not _is_snake_case(column.name):
            yield Flaw(column, f"{column.address} is not in snake_case")
    for constraint in table.constraints:
        if constraint.named and not _is_snake_case(constraint.name):
            yield Flaw(constraint, f"{constraint.address} is not in snake_case")


def _in_function(function: Function) -> Iterator[Flaw]:
    if not _is_snake_case(function.name.name):
        yield Flaw(function, f"{function.address} is not in snake_case")
    for argument in function.arguments:
        if argument.name and not _is_snake_case(argument.name):
            yield Flaw(function, f'argument "{argument.name}" of {function.address} is not in snake_case')


def _is_snake_case(name: str) -> bool:
    return _SNAKE_CASE.fullmatch(name) is not None
