"""Each line of the documents is held by a test, or says why not; each claim of a test is to a line that there is."""

from collections import Counter

import pytest

from documents.claims import claims
from documents.requirements import everything, requirements, systems


def test_no_two_requirements_share_an_id() -> None:
    assert [name for name, times in Counter(each.id for each in everything()).items() if times > 1] == []


@pytest.mark.parametrize("system", systems())
def test_requirements_stand_in_their_document_s_order(system: str) -> None:
    places = [(each.document or "", each.line) for each in requirements(system)]
    assert places == sorted(places)
    assert all(line > 0 for _, line in places)
    assert [each.id for each in requirements(system) if not each.id.startswith(f"{each.document}-")] == []


@pytest.mark.parametrize("system", systems())
def test_every_requirement_is_held_or_says_why_not(system: str) -> None:
    claimed = {claim.requirement for claim in claims()}
    unclaimed = [each.id for each in requirements(system) if each.outside is None and each.id not in claimed]
    assert not unclaimed, "no test claims " + ", ".join(unclaimed)


@pytest.mark.parametrize("system", systems())
def test_what_stands_outside_is_not_claimed(system: str) -> None:
    claimed = {claim.requirement for claim in claims()}
    assert [each.id for each in requirements(system) if each.outside is not None and each.id in claimed] == []


def test_every_claim_is_to_a_requirement_that_there_is() -> None:
    known = {each.id for each in everything()}
    assert [str(claim) for claim in claims() if claim.requirement not in known] == []


def test_what_claims_is_collected() -> None:
    tests = {(claim.file, claim.test) for claim in claims()}
    assert [str(file) for file, _ in tests if not file.name.startswith("test_")] == []
    assert [test for _, test in tests if not test.startswith("test_")] == []
