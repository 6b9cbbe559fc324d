"""Makes the world in which a fault shows as small as it can be."""

from collections.abc import Callable, Iterable, Iterator

from pgcordon.actors.actor import Person
from pgcordon.actors.world import Row, RowId, World
from pgcordon.verify.tokens import tokens_of
from pgcordon.verify.verdicts import Fault

Shows = Callable[[World], Fault | None]
"""Tries again in this world; the fault, if it still shows."""

_MOST_TRIES = 150


def shrink(world: World, fault: Fault, shows: Shows) -> tuple[World, Fault]:
    """The smallest world found, and the fault in it: nothing can be taken from it without losing the fault.

    It begins with the rows that the fault itself names, and those that they need. If that is too little, with those
    of the actor too, else with all of them. Then persons go, whole tables, and single rows.
    """
    for guess in _guesses(world, fault):
        found = shows(guess)
        if found is not None:
            world, fault = guess, found
            break
    tries = 0
    smaller = iter(_smaller(world))
    while tries < _MOST_TRIES and (candidate := next(smaller, None)) is not None:
        tries += 1
        found = shows(candidate)
        if found is not None:
            world, fault = candidate, found
            smaller = iter(_smaller(world))
    return world, fault


def _guesses(world: World, fault: Fault) -> Iterator[World]:
    named = tokens_of(f"{fault.attempt.statement} {fault.evidence.condition}")
    actor = str(fault.attempt.person.uid)
    yield _needed(world, fault.attempt.person, (row for row in world.rows if named & _tokens(row)))
    of_actor = named | {actor}
    yield _needed(world, fault.attempt.person, (row for row in world.rows if of_actor & _tokens(row)))


def _needed(world: World, actor: Person, rows: Iterable[Row]) -> World:
    """The world with these rows, all that they point to, and the people among them."""
    by_id = {row.id: row for row in world.rows}
    kept: set[RowId] = set()
    pending = [row.id for row in rows]
    while pending:
        each = pending.pop()
        if each not in kept:
            kept.add(each)
            pending += by_id[each].parents
    standing = [row for row in world.rows if row.id in kept]
    values = {value for row in standing for value in row.values.values()}
    people = tuple(each for each in world.people if each == actor or str(each.uid) in values)
    return World(people, world.rows, world.spares).with_rows(standing)


def _tokens(row: Row) -> set[str]:
    return tokens_of(" ".join(value for value in row.values.values() if value is not None))


def _smaller(world: World) -> Iterator[World]:
    """The worlds with one thing less, the boldest cut first."""
    for person in world.people:
        if len(world.people) > 1:
            yield _without_person(world, person)
    for table in dict.fromkeys(row.table for row in reversed(world.rows)):
        rows = world.rows_of(table)
        if len(rows) > 1:
            yield world.without(row.id for row in rows)
            yield world.without(row.id for row in rows[1:])
    for row in reversed(world.rows):
        yield world.without([row.id])


def _without_person(world: World, person: Person) -> World:
    people = tuple(each for each in world.people if each is not person)
    gone = [row.id for row in world.rows if person.uid is not None and str(person.uid) in row.values.values()]
    kept = world.without(gone)
    return World(people, kept.rows, kept.spares)
