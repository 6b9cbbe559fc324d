"""Who claims what is read from the source, wherever pytest would find the mark."""

from pathlib import Path

import pytest

from documents.claims import UnclearClaimError, claims_in

FILE = Path("test_note.py")


def claimed(source: str) -> list[tuple[str, str]]:
    return [(claim.requirement, claim.test) for claim in claims_in(source, FILE)]


def test_a_module_without_marks_claims_nothing() -> None:
    assert claimed("def test_note() -> None:\n    requirement = 'x'\n") == []


def test_a_test_claims_all_that_its_mark_names() -> None:
    source = '@pytest.mark.requirement("1-a", "1-b")\ndef test_note(): ...\ndef test_other(): ...\n'
    assert claimed(source) == [("1-a", "test_note"), ("1-b", "test_note")]


def test_a_parameter_claims_for_its_test() -> None:
    source = """
@pytest.mark.parametrize("n", [1, pytest.param(2, marks=pytest.mark.requirement("1-a"))])
@pytest.mark.requirement("1-b")
def test_note(n): ...
"""
    assert claimed(source) == [("1-a", "test_note"), ("1-b", "test_note")]


def test_a_table_of_parameters_claims_for_the_tests_that_use_it() -> None:
    source = """
CASES = [pytest.param(2, marks=pytest.mark.requirement("1-a"))]
@pytest.mark.parametrize("n", CASES)
def test_note(n): ...
@pytest.mark.parametrize("n", CASES)
def test_other(n): ...
def test_third(): ...
"""
    assert claimed(source) == [("1-a", "test_note"), ("1-a", "test_other")]


def test_a_module_s_mark_is_every_test_s() -> None:
    source = 'pytestmark = pytest.mark.requirement("1-a")\ndef test_note(): ...\ndef shown(): ...\n'
    assert claimed(source) == [("1-a", "test_note")]


@pytest.mark.parametrize(
    "source",
    [
        'CASES = [pytest.param(2, marks=pytest.mark.requirement("1-a"))]\ndef test_note(): ...\n',
        'def test_note():\n    pytest.mark.requirement("1-a")\n',
        "@pytest.mark.requirement(NAME)\ndef test_note(): ...\n",
    ],
    ids=["a table that nobody uses", "inside of a test", "a name instead of an id"],
)
def test_a_mark_that_nobody_can_read_is_refused(source: str) -> None:
    with pytest.raises(UnclearClaimError, match=r"^test_note\.py:\d"):
        claimed(source)
