"""Makes the world in which a fault shows as small as it can be."""

from collections.abc import Callable, Iterator

from pgcordon.actors.actor import Person
from pgcordon.actors.world import RowId, World
from pgcordon.verify.verdicts import Fault

Shows = Callable[[World], Fault | None]
"""Tries again in this world; the fault, if it still shows."""


def shrink(world: World, fault: Fault, shows: Shows) -> tuple[World, Fault]:
    """The smallest world found, and the fault in it: nothing can be taken from it without losing the fault.

    Persons go first, with all their rows, then whole tables, then single rows, until a round changes nothing.
    """
    while True:
        smaller = next(_successes(world, shows), None)
        if smaller is None:
            return world, fault
        world, fault = smaller


def _successes(world: World, shows: Shows) -> Iterator[tuple[World, Fault]]:
    """The worlds with one thing less in which the fault still shows, the boldest cut first."""
    for candidate in _smaller(world):
        fault = shows(candidate)
        if fault is not None:
            yield candidate, fault


def _smaller(world: World) -> Iterator[World]:
    for person in world.people:
        if len(world.people) > 1:
            yield _without_person(world, person)
    for table in dict.fromkeys(row.table for row in reversed(world.rows)):
        rows = world.rows_of(table)
        if len(rows) > 1:
            yield world.without(row.id for row in rows)
            yield world.without(row.id for row in rows[1:])
            yield world.without(row.id for row in rows[: len(rows) // 2])
    for row in reversed(world.rows):
        yield world.without([row.id])


def _without_person(world: World, person: Person) -> World:
    people = tuple(each for each in world.people if each is not person)
    gone: list[RowId] = []
    if person.uid is not None:
        gone = [row.id for row in world.rows if str(person.uid) in row.values.values()]
    kept = world.without(gone)
    return World(people, kept.rows, kept.spares)
