"""What somebody may do with a row of the rule's table by itself."""

from collections.abc import Iterator

from pgcordon.actors.actor import Person
from pgcordon.actors.world import literal
from pgcordon.clock.expiry.stage import ExpiryStage
from pgcordon.clock.scenario import Call, Session
from pgcordon.model import Command, quote_identifier

DONE = {Command.SELECT: "read", Command.UPDATE: "changed", Command.DELETE: "deleted"}
"""The commands that can be tried on a row, and what they did to it."""


def uses(stage: ExpiryStage, session: Session, command: Command) -> Iterator[Call]:
    """The command by everyone to whom the contract gives it for some row.

    There is no WHERE, for that would need SELECT rights: the session is the only row of the table.
    """
    for person in stage.world.people:
        if not person.actor.trusted and stage.contract.table(stage.table.name).predicate(command, person.actor):
            for statement in _statements(stage, session, command, person):
                yield Call(person, statement)


def _statements(stage: ExpiryStage, session: Session, command: Command, person: Person) -> Iterator[str]:
    table = stage.table
    if command is Command.SELECT:
        yield f"select 1 as found from {table.name}"
    if command is Command.DELETE:
        yield f"delete from {table.name}"
    if command is Command.UPDATE:
        frozen = stage.contract.table(table.name).frozen_for(person.actor)
        kept = {*session.sets, *frozen}
        for column in table.columns:
            if column.writable and column.name not in kept:
                value = literal(session.values.get(column.name))
                yield f"update {table.name} set {quote_identifier(column.name)} = {value}"
