"""Random lives of sessions: Alamo Prime keeps to the model, and planted defects are found."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from clock.bench import Bench, Edits
from clock.test_properties import ANY_STATUS, OPEN_AGE, OPEN_RIGHTS, TOUCH
from pgcordon.clock.expiry.machine import session_machine

QUICK = settings(
    max_examples=50,
    stateful_step_count=30,
    phases=[Phase.generate],  # what is found here needs no shrinking
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
DEFECTS: dict[str, Edits] = {
    "open takes the boundary for alive": {OPEN_AGE: OPEN_AGE.replace("<=", "<")},
    "open does not touch": {TOUCH: "do update set status = s.status"},
    "open ignores the context": {"    and s.context_type = _context_type\n": ""},
    "open ignores the user": {
        OPEN_RIGHTS: OPEN_RIGHTS.replace("invoker", "definer"),
        "  where s.user_id = _user_id\n    and s.group_id": "  where s.group_id",
    },
    "the sweep ignores the status": ANY_STATUS,
}


def live(bench: Bench, edits: Edits) -> None:
    with bench.stage(edits) as stage:
        run_state_machine_as_test(session_machine(bench.connection, bench.settings, stage), settings=QUICK)


def test_sessions_live_as_the_model_says(bench: Bench) -> None:
    live(bench, {})


@pytest.mark.parametrize("edits", DEFECTS.values(), ids=DEFECTS.keys())
def test_a_planted_defect_is_found(bench: Bench, edits: Edits) -> None:
    with pytest.raises(AssertionError):
        live(bench, edits)
