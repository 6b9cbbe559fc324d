"""A tell-tale value is found wherever it is shown, and nothing that a clock shows is taken for one."""

import pytest

from pgcordon.verify.tokens import tokens_of


@pytest.mark.parametrize(
    ("shown", "token"),
    [
        ("(700012,x)", "700012"),
        ("700012.000000", "700012"),
        ('{"tokens_used": 700012}', "700012"),
        ("Failing row contains (canary0042, null).", "canary0042"),
        ("c0000000-0000-4000-8000-000000000042", "c0000000-0000-4000-8000-000000000042"),
    ],
)
def test_a_telling_value_is_found(shown: str, token: str) -> None:
    assert tokens_of(shown) == {token}


@pytest.mark.parametrize("shown", ["2026-11-22T04:58:56.706214+00:00", "0.701234", "1700012", "7000123"])
def test_a_clock_or_a_fraction_tells_nothing(shown: str) -> None:
    assert tokens_of(shown) == set()
