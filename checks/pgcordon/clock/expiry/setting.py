"""Sets an expiry rule on a stage: a world without any row of its table, and the cases that are found in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby, islice

from pgcordon.clock.expiry.cases import Survey
from pgcordon.clock.expiry.contexts import Contexts
from pgcordon.clock.expiry.stage import Case, ExpiryStage
from pgcordon.clock.performance import standing
from pgcordon.clock.setting import Setting
from pgcordon.contract.time_rules import ExpiryRule

_MOST_STANDING = 4
"""Rows of the world to try, where nothing opens any."""


@contextmanager
def expiry_stage(setting: Setting, rule: ExpiryRule) -> Iterator[ExpiryStage]:
    """The stage, in a transaction that is rolled back, in which its world stands."""
    table = setting.table(rule.table)
    world = setting.without_rows_of(rule.table)
    survey = Survey(
        setting.connection, setting.settings, rule, table, Contexts(table, setting.catalog, setting.blueprints, world)
    )
    with standing(setting.connection, world):
        bare = ExpiryStage(rule, table, setting.catalog, setting.contract, world, (), names_row=False)
        if rule.open is None:
            cases = tuple(survey.standing(setting.world.rows_of(rule.table)))
        else:
            openers = [each for each in world.people if each.uid is not None and bare.may_open(each)]
            cases = tuple(survey.opened(openers))
        belongings = tuple(row for row in setting.world.rows if row.id not in {each.id for each in world.rows})
        yield replace(bare, cases=tuple(_chosen(cases)), names_row=survey.names_row, belongings=belongings)


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
