"""Sets a rule on a stage: a world without any row of its table, and the cases that are found in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from psycopg import Connection

from pgcordon.actors.blueprints import Blueprints
from pgcordon.actors.world import World
from pgcordon.clock.acting import Settings
from pgcordon.clock.cases import Survey
from pgcordon.clock.contexts import Contexts
from pgcordon.clock.performance import standing
from pgcordon.clock.stage import Case, Stage
from pgcordon.contract.contract import Contract, ExpiryRule
from pgcordon.model import Catalog, QualifiedName

_MOST_CASES = 4
"""Cases of each person: in more contexts the same would be seen again."""


def cleared(world: World, table: QualifiedName) -> World:
    """The world without the table's rows and all that point to them."""
    return world.without(row.id for row in world.rows_of(table))


@contextmanager
def staged(
    connection: Connection[Any],
    settings: Settings,
    rule: ExpiryRule,
    catalog: Catalog,
    contract: Contract,
    blueprints: Blueprints,
    world: World,
) -> Iterator[Stage]:
    """The stage, in a transaction that is rolled back. The world's rows must fit the keys of their tables."""
    table = catalog.table(rule.table)
    assert table is not None, "the contract was checked against the catalog"
    contexts = Contexts(table, catalog, blueprints, world)
    survey = Survey(connection, settings, rule, table, contexts)
    with standing(connection, cleared(world, table.name)):
        if rule.open is None:
            cases = tuple(survey.standing(world.rows_of(table.name)))
        else:
            opening = Stage(rule, table, catalog, contract, world.people, (), names_row=False)
            openers = [each for each in world.people if each.uid is not None and opening.may_open(each)]
            cases = tuple(survey.opened(openers))
        yield Stage(rule, table, catalog, contract, world.people, tuple(_chosen(cases)), survey.names_row)


def _chosen(cases: tuple[Case, ...]) -> Iterator[Case]:
    for _person, theirs in groupby(cases, key=lambda case: case.person):
        yield from list(theirs)[:_MOST_CASES]
