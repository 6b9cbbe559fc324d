"""Each attack by itself succeeds where it should, and all of them fail once its advice is followed."""

import pytest

from attacks.cases import CASES
from holding import Holding
from pgcordon.attacks.staging import all_attacks
from pgcordon.verify import verifier
from pgcordon.verify.verdicts import Verdict

ATTACKS = all_attacks()


def test_every_attack_has_a_case() -> None:
    assert CASES.keys() == ATTACKS.keys()


@pytest.mark.parametrize("name", ATTACKS)
def test_the_attack_succeeds_where_nothing_stops_it(hold: Holding, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(verifier, "all_attacks", lambda: {name: ATTACKS[name]})
    held = hold(CASES[name].guilty, CASES[name].access)
    found = [report for report in held.reports if report.verdict is Verdict.VIOLATED]
    assert {report.attack for report in found} == {name}
    assert all(report.reproduction is not None and report.reproduction.confirmed for report in found)


@pytest.mark.parametrize("name", ATTACKS)
def test_every_attack_fails_once_the_advice_is_followed(hold: Holding, name: str) -> None:
    assert hold(CASES[name].sound, CASES[name].access).found == set()


@pytest.mark.parametrize("name", ATTACKS)
def test_its_documentation_says_what_it_does_and_what_stops_it(name: str) -> None:
    headings = [line for line in ATTACKS[name].documentation.splitlines() if line.startswith("## ")]
    assert headings == ["## What it does", "## Why is this bad?", "## Stopped by"]
