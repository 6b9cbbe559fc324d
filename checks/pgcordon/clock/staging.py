"""Sets a rule on the stage of its kind."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from pgcordon.clock.expiry.setting import expiry_stage
from pgcordon.clock.lifecycle.setting import lifecycle_stage
from pgcordon.clock.reset.setting import reset_stage
from pgcordon.clock.setting import Setting
from pgcordon.clock.stage import Stage
from pgcordon.clock.touch.setting import touch_stage
from pgcordon.contract.time_rules import ExpiryRule, LifecycleRule, ResetRule, TimeRule, TouchRule

Staged = Callable[[Setting, Any], AbstractContextManager[Stage[Any]]]

STAGES: Mapping[type[TimeRule], Staged] = {
    ExpiryRule: expiry_stage,
    ResetRule: reset_stage,
    TouchRule: touch_stage,
    LifecycleRule: lifecycle_stage,
}
"""For each kind of rule what sets it."""


def staged(setting: Setting, rule: TimeRule) -> AbstractContextManager[Stage[Any]]:
    """The rule's stage, in a transaction that is rolled back, in which its world stands."""
    return STAGES[type(rule)](setting, rule)
