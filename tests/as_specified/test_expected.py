"""expected.toml is read strictly, and what differs from it is told in its own words."""

import msgspec
import pytest

from as_specified.comparison import differences
from as_specified.expected import Defect, Kept, ListedFinding, ListedVerdict
from pgcordon.verify.verdicts import Verdict

ANON = ListedVerdict(Verdict.VIOLATED, "public.note", "read-foreign-rows", "select", "anon")
USER = ListedVerdict(Verdict.VIOLATED, "public.note", "read-foreign-rows", "select", "user")
ANYBODY = ListedVerdict(Verdict.VIOLATED, "public.note", "read-foreign-rows")
FOR_PUBLIC = ListedFinding("policy-for-public", 'policy "Anyone" on public.note')


def test_what_is_listed_and_reported_differs_in_nothing() -> None:
    assert differences({"a": [ANON], "b": [USER]}, [USER, ANON]) == ""
    assert differences({"a": [FOR_PUBLIC]}, [FOR_PUBLIC]) == ""


def test_what_is_not_stated_may_be_anything() -> None:
    assert differences({"a": [ANYBODY]}, [ANON, USER]) == ""


def test_what_nobody_reported_is_told_with_its_letter() -> None:
    assert differences({"a": [ANON, USER]}, [ANON]) == f"\nlisted and not reported:\n  (a) {USER}"


def test_what_nobody_listed_is_told_as_the_line_to_paste() -> None:
    told = differences({"a": []}, [FOR_PUBLIC])
    assert told == (
        '\nreported and not listed:\n  { rule = "policy-for-public", object = \'policy "Anyone" on public.note\' },'
    )
    assert (
        msgspec.convert(msgspec.toml.decode(f"a = {told.splitlines()[-1].strip()[:-1]}")["a"], ListedFinding)
        == FOR_PUBLIC
    )


def test_a_report_has_one_defect() -> None:
    told = differences({"a": [ANYBODY], "b": [USER]}, [ANON, USER])
    assert told == f"\nlisted under more than one defect:\n  (a, b) {USER}"


@pytest.mark.parametrize(
    "fault",
    [
        {"findings": [{"rule": "snake-case", "object": "table public.note", "actor": "anon"}]},
        {"verdicts": [{"verdict": "VIOLATED", "object": "public.note", "command": "SELECT"}]},
        {"verdicts": [{"verdict": "WRONG", "object": "public.note"}]},
        {"unseen": "by anybody", "findings": [{"rule": "snake-case", "object": "table public.note"}]},
        {"seen": "by nobody"},
        {},
    ],
)
def test_a_faulty_defect_is_refused(fault: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"letter": "a", "says": "…", "wrong": "…", **fault}, Defect)


def test_what_is_kept_is_stated() -> None:
    with pytest.raises(msgspec.ValidationError, match="kept: list the findings"):
        msgspec.convert({"why": "…", "findings": []}, Kept)
