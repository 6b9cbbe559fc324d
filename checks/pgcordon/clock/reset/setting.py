"""Sets a reset on a stage: a world without any row of its table, and rows that can be put there with used counters."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import psycopg

from pgcordon.actors.world import literal
from pgcordon.clock.performance import perform, standing
from pgcordon.clock.reset.outcomes import not_reset
from pgcordon.clock.reset.periods import Calendar, MomentType
from pgcordon.clock.reset.rows import Search
from pgcordon.clock.reset.stage import ResetStage
from pgcordon.clock.reset.turns import turns
from pgcordon.clock.reset.zones import one_after_the_other, telling_moments
from pgcordon.clock.scenario import Scenario
from pgcordon.clock.setting import Setting
from pgcordon.contract.time_rules import ResetRule
from pgcordon.model import Catalog, TypeName
from pgcordon.model.errors import CouldNotCheck

_MOMENT_TYPES: Mapping[str, MomentType] = {"timestamptz": "timestamptz", "timestamp": "timestamp", "date": "date"}


@contextmanager
def reset_stage(setting: Setting, rule: ResetRule) -> Iterator[ResetStage]:
    """The stage, in a transaction that is rolled back, in which its world stands.

    Raises CouldNotCheck where the server knows no such zone, or cannot read what the counters go back to.
    """
    table = setting.table(rule.table)
    since = table.column(rule.since)
    assert since is not None, "the contract was checked against the catalog"
    calendar = Calendar(rule.every, rule.zone, _moment_type(since.type, setting.catalog))
    _check_values(setting, rule)
    world = setting.without_rows_of(rule.table)
    with standing(setting.connection, world):
        stage = ResetStage(rule, table, setting.catalog, setting.contract, world, calendar)
        if stage.chooses_moment:
            stage = replace(stage, turns=turns(setting.connection, rule.zone))
        yield _tried(setting, stage)


def _tried(setting: Setting, stage: ResetStage) -> ResetStage:
    """The stage with rows, and with what can be said once they were tried."""
    search = Search(setting, stage)
    rows = search.side_by_side()
    if not rows:
        return stage
    stage = replace(stage, rows=rows, nullable=search.can_be_null(rows[0]))
    due = stage.row(0, next(stage.calendar.previous(stage.moment)))
    scenario = Scenario([due], [stage.reset()], list(not_reset(stage, due, "a row that was due")))
    own = (stage.rule.zone, stage.rule.zone)
    holds = partial(_holds, setting, stage)
    sound_at = [each for each in telling_moments(stage) if all(map(holds, one_after_the_other(stage, own, each)))]
    return replace(stage, works=holds(scenario), sound_at=tuple(sound_at))


def _holds(setting: Setting, stage: ResetStage, scenario: Scenario) -> bool:
    return perform(setting.connection, setting.settings, stage.table, scenario) is None


def _check_values(setting: Setting, rule: ResetRule) -> None:
    """Have the server read the zone and the values once."""
    table = setting.table(rule.table)
    read = {f"the zone {rule.zone}": f"now() at time zone {literal(rule.zone)}"}
    for name, value in rule.sets.items():
        column = table.column(name)
        assert column is not None, "the contract was checked against the catalog"
        read[f"{name} = {value}"] = f"{literal(value)}::{column.type}"
    for what, expression in read.items():
        try:
            with setting.connection.transaction():
                setting.connection.execute(f"select {expression}")
        except psycopg.Error as error:
            raise CouldNotCheck(
                f"{setting.contract.path}: {what}, in the reset of {rule.table}: {error.diag.message_primary}"
            ) from error


def _moment_type(declared: TypeName, catalog: Catalog) -> MomentType:
    """The type, through domains."""
    domains = {(each.name.schema, each.name.name): each.base for each in catalog.domains}
    while (base := domains.get((declared.schema, declared.name))) is not None:
        declared = base
    return _MOMENT_TYPES.get(declared.name, "timestamptz")
