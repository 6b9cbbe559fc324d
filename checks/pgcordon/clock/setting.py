"""Sets a rule on a stage: a world without any row of its table, and the cases that are found in it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby, islice
from typing import Any

import psycopg
from psycopg import Connection

from pgcordon.actors.blueprints import Blueprints
from pgcordon.actors.world import Row, World, seed_statement
from pgcordon.clock.acting import Settings
from pgcordon.clock.cases import Survey
from pgcordon.clock.contexts import Contexts
from pgcordon.clock.performance import standing
from pgcordon.clock.stage import Case, Stage
from pgcordon.clock.travel import as_owner
from pgcordon.contract.contract import Contract, ExpiryRule
from pgcordon.model import Catalog, QualifiedName

_MOST_STANDING = 4
"""Rows of the world to try, where nothing opens any."""


def ground(connection: Connection[Any], world: World, table: QualifiedName) -> World:
    """The world without the table's rows, and with as many of its spare rows as fit: more persons in more places."""
    bare = world.without(row.id for row in world.rows_of(table))
    spares = [spare for spare in bare.spares if spare.table != table]
    with standing(connection, bare):
        fitting = tuple(spare for spare in spares if _fits(connection, spare))
    return World(bare.people, (*bare.rows, *fitting))


def _fits(connection: Connection[Any], spare: Row) -> bool:
    try:
        with connection.transaction(), as_owner(connection):
            connection.execute(seed_statement(spare.table, [spare.values]))
    except psycopg.Error:
        return False
    return True


@contextmanager
def staged(
    connection: Connection[Any],
    settings: Settings,
    rule: ExpiryRule,
    catalog: Catalog,
    contract: Contract,
    blueprints: Blueprints,
    world: World,
    rows: Sequence[Row],
) -> Iterator[Stage]:
    """The stage, in a transaction that is rolled back.

    The world is what `ground` makes of one; `rows` are the rule's own of that world, for rules that nothing opens.
    """
    table = catalog.table(rule.table)
    assert table is not None, "the contract was checked against the catalog"
    contexts = Contexts(table, catalog, blueprints, world)
    survey = Survey(connection, settings, rule, table, contexts)
    with standing(connection, world):
        if rule.open is None:
            cases = tuple(survey.standing(rows))
        else:
            opening = Stage(rule, table, catalog, contract, world.people, (), names_row=False)
            openers = [each for each in world.people if each.uid is not None and opening.may_open(each)]
            cases = tuple(survey.opened(openers))
        yield Stage(rule, table, catalog, contract, world.people, tuple(_chosen(cases)), survey.names_row)


def _chosen(cases: tuple[Case, ...]) -> Iterator[Case]:
    """For each person the first case, and one beside it for every column of the context; a few where none opened."""
    for person, theirs in groupby(cases, key=lambda case: case.person):
        first, *others = theirs
        yield first
        if person is None:
            yield from others[:_MOST_STANDING]
        for column in first.context:
            yield from islice((each for each in others if _apart(first, each) == {column}), 1)


def _apart(one: Case, other: Case) -> set[str]:
    return {column for column in one.context if one.context[column] != other.context[column]}
