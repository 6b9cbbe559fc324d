"""A name that is not in snake_case.

## What it does
Flags tables, columns, views, functions, arguments, indexes, constraints, triggers and types whose names are not
lower-case words joined with underscores. A leading underscore is fine. Names that PostgreSQL chose are not judged, and
policies are left to `policy-name`: their names are often sentences.

Unless the option is set, it reports names for information only, and only if the project has at least ten and nine in
ten of them are in snake_case.

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

## Options
- `required`: whether every name must be in snake_case, whatever the others look like; such as `true`.
"""

import re
from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Function, Severity
from pgcordon.model.findings import Subject
from pgcordon.rules import rule
from pgcordon.rules._convention import Naming, Proposal
from pgcordon.rules._majority import LEAST, OUTLIERS_IN
from pgcordon.rules._named_objects import named_objects

_SNAKE_CASE = re.compile(r"_?[a-z][a-z0-9]*(_[a-z0-9]+)*")


class SnakeCase(Naming, frozen=True):
    required: bool = False

    @classmethod
    def proposals(cls, catalog: Catalog) -> dict[str, Proposal]:
        own = [name for name, subject in _names(catalog) if subject.address not in catalog.given]
        outliers = sum(_SNAKE_CASE.fullmatch(name) is None for name in own)
        return {"required": Proposal(True, "names", len(own), outliers)} if _are_few(outliers, len(own)) else {}


@rule(Severity.WARNING, options=SnakeCase)
def snake_case(catalog: Catalog, options: SnakeCase) -> Iterator[Flaw]:
    faulty = [each for each in _names(catalog) if _SNAKE_CASE.fullmatch(each[0]) is None]
    if options.required:
        yield from (
            Flaw(subject, f"the name of {_called(name, subject)} is not in snake_case") for name, subject in faulty
        )
    elif faulty := [each for each in faulty if each[1].address not in catalog.given]:
        number = sum(subject.address not in catalog.given for _, subject in _names(catalog))
        if not _are_few(len(faulty), number):
            return
        others = f"as {number - len(faulty)} of {number} names are"
        for name, subject in faulty:
            message = f"the name of {_called(name, subject)} is not in snake_case, {others}"
            yield Flaw(subject, message, severity=Severity.INFO)


def _are_few(outliers: int, names: int) -> bool:
    return names >= LEAST and outliers <= names // OUTLIERS_IN


def _names(catalog: Catalog) -> Iterator[tuple[str, Subject]]:
    """Each name, and what it is reported as a flaw of: for an argument its function."""
    yield from named_objects(catalog)
    for function in catalog.functions:
        yield from ((argument.name, function) for argument in function.arguments if argument.name)


def _called(name: str, subject: Subject) -> str:
    if isinstance(subject, Function) and name != subject.name.name:
        return f'argument "{name}" of {subject.signature}'
    return str(subject.address)
