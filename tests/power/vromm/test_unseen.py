"""Slips in rules about time that no property sees yet. Once one is reported, it belongs in `timing.py`."""

import pytest

from pgcordon.verify.time_rules import verify_time_rules
from power.conftest import Plant
from power.hole import Edit, Hole, untimely
from power.vromm import PREREQUISITES, RESETS

pytestmark = pytest.mark.thorough

_DAILY = """  update public.user_ai_settings
  set daily_usage = 0,
      last_reset_date = (p_now at time zone 'Europe/Stockholm')::date
  where last_reset_date < (p_now at time zone 'Europe/Stockholm')::date;
"""
# There is a single row to be reset: none stands beside it that is not due, and it is free before and after. Of the
# other tables nothing is asked, and a touch is seen in one time zone, where UTC is what the session has.
_UNSEEN = Hole(
    "one who is due resets all, tiers are forgotten, the log goes too, and updates are dated without a zone",
    untimely("public.user_ai_settings", "reset-only"),
    [
        Edit(
            RESETS,
            _DAILY,
            """  delete from public.ai_usage_logs;
  update public.user_ai_settings
  set daily_usage = 0,
      last_reset_date = (p_now at time zone 'Europe/Stockholm')::date,
      tier = 'free'
  where exists (
    select from public.user_ai_settings as s
    where s.last_reset_date < (p_now at time zone 'Europe/Stockholm')::date
  );
""",
        ),
        Edit(PREREQUISITES, "new.updated_at := now();", "new.updated_at := now() at time zone 'UTC';"),
    ],
)


def test_four_slips_at_once_are_not_reported(plant: Plant) -> None:
    with plant("vromm", _UNSEEN) as verifier:
        lines = verify_time_rules(verifier, lambda _doing, _done, _of: None)
    assert len(lines) == len(verifier.contract.time_rules)
    assert [str(report.message) for line in lines for report in line.found] == []
