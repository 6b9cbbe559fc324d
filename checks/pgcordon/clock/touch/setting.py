"""Sets a touch rule on a stage: a whole world whose timestamps lie in the past, and the writes that work in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from pgcordon.clock.performance import standing
from pgcordon.clock.scenario import shifted
from pgcordon.clock.setting import Setting
from pgcordon.clock.touch.stage import TouchStage
from pgcordon.clock.touch.writes import Writes
from pgcordon.clock.travel import as_owner
from pgcordon.contract.time_rules import TouchRule

A_DAY = timedelta(days=1)
"""How long nothing was touched before the write."""


@contextmanager
def touch_stage(setting: Setting, rule: TouchRule) -> Iterator[TouchStage]:
    """The stage, in a transaction that is rolled back, in which its world stands."""
    touched, written = setting.table(rule.of), setting.table(rule.table)
    writes = Writes(setting, rule, written, touched)
    with standing(setting.connection, setting.world):
        with setting.connection.transaction(force_rollback=True):
            with as_owner(setting.connection):
                setting.connection.execute(shifted(touched, A_DAY))
            found = tuple(writes.all()), tuple(writes.moves()), tuple(writes.forgeries())
        yield TouchStage(rule, touched, setting.catalog, setting.contract, setting.world, written, *found)
