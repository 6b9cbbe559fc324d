"""Each property holds of Alamo Prime, and fails once the defect is planted that it is there for."""

import pytest

from clock.bench import Bench, Edits

OPEN_AGE = """    and s.last_active_at <= now() - make_interval(hours => _expiry_hours);

  -- What is still active"""
SWEEP_AGE = """    and s.last_active_at <= now() - make_interval(hours => _expiry_hours);

  get diagnostics"""
OPEN_DEFAULT = "_expiry_hours  int default 4\n)\nreturns uuid"
SWEEP_DEFAULT = "_expiry_hours  int default 4\n)\nreturns int"
TOUCH = "do update set last_active_at = greatest(s.last_active_at, now())"
OPEN_RIGHTS = "returns uuid\nlanguage plpgsql\nsecurity invoker"
SWEEP_WHERE = "  where s.status = 'active'\n" + SWEEP_AGE
ANY_STATUS = {SWEEP_WHERE: SWEEP_WHERE.replace("s.status = 'active'\n    and ", "")}
SWEEP_GUARD = """  _closed_count int;
begin
  if _expiry_hours is null or _expiry_hours <= 0 then"""

NAMES = [
    "boundary",
    "foreign-sweep",
    "open-twice",
    "per-context",
    "per-user",
    "replace-stale",
    "resume-live",
    "sweep-exact",
    "sweep-idempotent",
    "sweep-odd-arguments",
]
"""What its rule promises, but for concurrent-open, which needs transactions of its own."""
PLANTED: list[tuple[str, Edits, str]] = [
    ("resume-live", {OPEN_DEFAULT: OPEN_DEFAULT.replace("4", "3")}, "was ended instead of resumed"),
    ("resume-live", {TOUCH: "do update set status = s.status"}, "was resumed without touching last_active_at"),
    ("replace-stale", {OPEN_DEFAULT: OPEN_DEFAULT.replace("4", "5")}, "one microsecond more than 4 hours was resumed"),
    ("boundary", {OPEN_AGE: OPEN_AGE.replace("<=", "<")}, "silent for exactly 4 hours was resumed"),
    ("boundary", {SWEEP_AGE: SWEEP_AGE.replace("<=", "<")}, "the sweep left a session alive"),
    ("open-twice", {OPEN_AGE: OPEN_AGE.replace("<= now() - make", "<= now() + make")}, "returns two sessions"),
    ("per-context", {"values (_user_id, _group_id, _context_type,": "values (_user_id, _group_id, 'manual',"},
     "a live session with another context_type was resumed"),
    ("per-user", {OPEN_RIGHTS: OPEN_RIGHTS.replace("invoker", "definer")}, "returned a session of another user"),
    ("sweep-exact", {SWEEP_DEFAULT: SWEEP_DEFAULT.replace("4", "3")}, "the sweep ended a session"),
    ("sweep-exact", {SWEEP_DEFAULT: SWEEP_DEFAULT.replace("4", "5")}, "4 hours alive"),
    ("sweep-exact", ANY_STATUS, "changed an ended session"),
    ("sweep-idempotent", ANY_STATUS, "a second sweep changed a session"),
    ("sweep-odd-arguments", {SWEEP_GUARD: SWEEP_GUARD.partition("if ")[0] + "if false then"},
     "with _expiry_hours => -1 the sweep ended a session"),
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_alamo_prime_has_the_property(bench: Bench, name: str) -> None:
    assert bench.faults(name, {}) == set()


@pytest.mark.parametrize(("name", "edits", "message"), PLANTED, ids=[f"{each[0]}: {each[2]}" for each in PLANTED])
def test_a_planted_defect_breaks_the_property(bench: Bench, name: str, edits: Edits, message: str) -> None:
    found = bench.faults(name, edits)
    assert any(message in each for each in found), found


def test_whoever_may_not_sweep_breaks_foreign_sweep_by_sweeping(bench: Bench) -> None:
    granted = "grant execute on function public.close_stale_sessions(int) to authenticated;"
    found = bench.faults("foreign-sweep", {}, granted)
    assert any(each.startswith("user may not sweep, and did") for each in found), found
