"""Sets a life cycle on a stage: a world without any row of its table, and those who write rows there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from pgcordon.clock.lifecycle.inserters import inserters
from pgcordon.clock.lifecycle.stage import LifecycleStage
from pgcordon.clock.lifecycle.survey import Survey
from pgcordon.clock.lifecycle.writers import writers
from pgcordon.clock.performance import standing
from pgcordon.clock.setting import Setting
from pgcordon.contract.time_rules import LifecycleRule


@contextmanager
def lifecycle_stage(setting: Setting, rule: LifecycleRule) -> Iterator[LifecycleStage]:
    """The stage, in a transaction that is rolled back, in which its world stands."""
    table = setting.table(rule.table)
    world = setting.world.without(row.id for row in setting.world.rows_of(rule.table))
    with standing(setting.connection, world):
        survey = Survey(setting, rule, table, world)
        bare = LifecycleStage(rule, table, setting.catalog, setting.contract, world, obstacle=survey.obstacle)
        if bare.obstacle:
            yield bare
            return
        yield replace(
            bare,
            writers=tuple(writers(survey)),
            inserters=tuple(inserters(survey)),
            strangers=survey.strangers(),
        )
