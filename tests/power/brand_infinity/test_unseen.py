"""What is written down as unseen is unseen. Whoever makes one of these fail moves the hole to where it belongs."""

import pytest

from power.brand_infinity.unseen import UNSEEN
from power.conftest import Plant
from power.ground import reported
from power.hole import Hole

pytestmark = pytest.mark.thorough


@pytest.mark.parametrize("hole", UNSEEN, ids=str)
def test_limit_is_still_one(hole: Hole, plant: Plant) -> None:
    with plant("brand_infinity", hole) as verifier:
        assert list(hole.expects.among(reported(verifier, hole.expects))) == []
