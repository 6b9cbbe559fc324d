"""A foreign key that sets a column to null that must not be null.

## What it does
Flags foreign keys ON DELETE or ON UPDATE SET NULL that set a column which is NOT NULL or part of the primary key, and
SET DEFAULT where such a column has no default. With a list, as in `on delete set null (author_id)`, only the columns
of the list are set.

## Why is this bad?
The key promises that a referenced row can go, and the column forbids it: each DELETE of a row that is referred to
fails, with an error about a null value in a table that the statement does not even name. It is noticed when the first
user closes their account.

## Example
```sql
create schema shop;
create table shop.shelf (id uuid primary key);
create table shop.item (id uuid primary key, shelf_id uuid not null references shop.shelf (id) on delete set null);
create index on shop.item (shelf_id);
```

## Use instead
```sql
create schema shop;
create table shop.shelf (id uuid primary key);
create table shop.item (id uuid primary key, shelf_id uuid references shop.shelf (id) on delete set null);
create index on shop.item (shelf_id);
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Column, Constraint, Flaw, ReferentialAction, Severity
from pgcordon.rules import rule
from pgcordon.rules._inheritance import own_constraints

_SETS = {ReferentialAction.SET_NULL: "null", ReferentialAction.SET_DEFAULT: "its default, which is null"}


@rule(Severity.ERROR)
def set_null_on_required_column(catalog: Catalog) -> Iterator[Flaw]:
    for table in catalog.tables:
        if not table.foreign_keys:
            continue
        for constraint in own_constraints(catalog, table):
            for event, action, columns in _actions(constraint):
                required = [column for name in columns if (column := table.column(name)) and _refuses(column, action)]
                if required:
                    names = ", ".join(column.name for column in required)
                    message = (
                        f"on {event} of a referenced row {table.name} sets {names} to {_SETS[action]}, "
                        f"which NOT NULL refuses: the {event} fails"
                    )
                    yield Flaw(constraint, message)
                    break


def _actions(constraint: Constraint) -> Iterator[tuple[str, ReferentialAction, tuple[str, ...]]]:
    """What happens to which columns of a foreign key, and when, where it sets any."""
    if constraint.on_delete in _SETS:
        yield "delete", constraint.on_delete, constraint.on_delete_columns or constraint.columns
    if constraint.on_update in _SETS:
        yield "update", constraint.on_update, constraint.columns


def _refuses(column: Column, action: ReferentialAction) -> bool:
    return column.not_null and (action is ReferentialAction.SET_NULL or column.default is None)
