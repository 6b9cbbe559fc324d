"""Sets a reset on a stage: a world without any row of its table, and rows that can be put there with used counters."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, product

import psycopg

from pgcordon.actors.blueprints import numbered
from pgcordon.actors.values import UndrawableError, candidates
from pgcordon.actors.world import Row, World, literal, seed_statement
from pgcordon.clock.performance import perform, standing
from pgcordon.clock.reset.calendar import Calendar, MomentType
from pgcordon.clock.reset.stage import ResetStage, Values, unlike
from pgcordon.clock.reset.turns import turns
from pgcordon.clock.scenario import Placed, Scenario, key_columns
from pgcordon.clock.setting import Setting
from pgcordon.clock.travel import as_owner
from pgcordon.contract.time_rules import ResetRule
from pgcordon.model import Catalog, Column, Table
from pgcordon.model.errors import CouldNotCheck

_MOST_ROWS = 4
_MOST_TRIES = 60
"""Combinations of used counters to ask the server about."""
_LONG_AGO = "2001-01-01 00:00:00+00"
_FEW = ("1", "2", "3")
_MOMENT_TYPES: Mapping[str, MomentType] = {"timestamptz": "timestamptz", "timestamp": "timestamp", "date": "date"}


@contextmanager
def reset_stage(setting: Setting, rule: ResetRule) -> Iterator[ResetStage]:
    """The stage, in a transaction that is rolled back, in which its world stands.

    Raises CouldNotCheck where the server does not know the zone, or cannot read what the counters go back to.
    """
    table = setting.table(rule.table)
    calendar = Calendar(rule.every, rule.zone, _moment_type(table.column(rule.since), setting.catalog))
    world = setting.without_rows_of(rule.table)
    _check(setting, rule, table)
    bare = ResetStage(rule, table, setting.catalog, setting.contract, world, calendar, (), works=False, turns=())
    with standing(setting.connection, world):
        yield _working(setting, replace(bare, rows=tuple(_rows(setting, bare)), turns=_turns(setting, bare)))
