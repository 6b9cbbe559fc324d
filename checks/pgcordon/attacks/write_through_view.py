"""Write a table through a view of it.

## What it does
Every actor updates each column that a view shows, and deletes from the view.
PostgreSQL passes both on to the table behind a view that is simple enough, and
what happened to that table is held against what the contract says of it.

## Why is this bad?
A view runs with the rights of its owner, for writing as well as for reading: the
policies of the table are skipped, and a column that clients may not update is
theirs through the view.

## Stopped by
`with (security_invoker = true)`, and granting no more than SELECT on a view.
"""

from collections.abc import Iterator

from pgcordon.actors.actor import Person
from pgcordon.attacks.staging import Attempt, Stage, attack
from pgcordon.attacks.staging.stage import assign
from pgcordon.model import Command, View


@attack
def write_through_view(stage: Stage) -> Iterator[Attempt]:
    """Every actor updates every column of every view, and deletes from it."""
    for view in stage.views:
        for person in stage.people:
            for column, value in _values(stage, view):
                yield _through(view, person, Command.UPDATE, assign(view.name, {column: value}), (column,))
            yield _through(view, person, Command.DELETE, f"delete from {view.name}")


def _through(view: View, person: Person, command: Command, statement: str, columns: tuple[str, ...] = ()) -> Attempt:
    reads = view.query.relations
    return Attempt(person, command, view.name, statement, reads=reads, columns=columns, demanded=False)


def _values(stage: Stage, view: View) -> Iterator[tuple[str, str]]:
    """The columns that the view may have from a table behind it, under the same name, and another value for each."""
    read = (stage.catalog.table(name) for name in sorted(view.query.relations, key=str))
    for table in (each for each in read if each is not None):
        for column in table.columns:
            value = stage.another_value(None, column, table) if column.writable else None
            if column.name in view.columns and value is not None:
                yield column.name, value
