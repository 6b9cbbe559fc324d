"""What is found comes as small as it can be, with a script that psql replays, and the same every time."""

import pytest

from holding import ACCESS, DELETE, READ, SOUND, UPDATE, Held, Holding
from pgcordon.model import QualifiedName
from pgcordon.verify.examples import Effort
from pgcordon.verify.verdicts import Report, Verdict

NOTE = QualifiedName("public", "note")
USERS = QualifiedName("auth", "users")
EVERYBODY_READS = SOUND.replace(
    READ, "create policy note_select on public.note for select to authenticated using (true);"
)
EVERYBODY_DELETES = SOUND.replace(
    DELETE, "create policy note_delete on public.note for delete to authenticated using (true);"
)
NOBODY_UPDATES = SOUND.replace(UPDATE, "")
RECURSION = SOUND.replace(
    READ,
    "create policy note_select on public.note for select to authenticated"
    " using (exists (select from public.note as other where other.owner_id = note.owner_id));",
)


def shown(report: Report) -> tuple[str, object]:
    """What a reader sees of a report: its text and its world."""
    assert report.reproduction is not None
    return report.reproduction.script, report.world


def test_a_read_hole_shrinks_to_one_row_and_two_people(hold: Holding) -> None:
    report = hold(EVERYBODY_READS, effort=Effort(examples=5)).of("read-foreign-rows")
    assert report.world is not None
    assert len(report.world.rows_of(NOTE)) == 1
    assert len(report.world.people) == 2
    (note,) = report.world.rows_of(NOTE)
    assert report.fault is not None
    reader = report.fault.attempt.person
    (owner,) = (person for person in report.world.people if person != reader)
    assert note.values["owner_id"] == str(owner.uid)
    assert {row.table for row in report.world.rows} == {NOTE, USERS}


def test_rows_that_the_hole_needs_are_kept(hold: Holding) -> None:
    """Whoever has a note of their own reads all: the reader's own one belongs to the smallest world."""
    club = (
        "create function public.has_note() returns boolean language sql stable security definer set search_path = ''"
        " as 'select exists (select from public.note where owner_id = auth.uid())';"
        " revoke execute on function public.has_note() from public, anon;"
        " grant execute on function public.has_note() to authenticated;"
    )
    policy = "create policy note_select on public.note for select to authenticated using (public.has_note());"
    access = ACCESS + '\n[functions."has_note()"]\nexecute = ["user"]\n'
    report = hold(SOUND.replace(READ, "") + club + policy, access).of("read-foreign-rows")
    assert report.world is not None
    assert len(report.world.rows_of(NOTE)) == 2


@pytest.mark.parametrize(
    ("sql", "verdict"),
    [
        (EVERYBODY_READS, Verdict.VIOLATED),
        (EVERYBODY_DELETES, Verdict.VIOLATED),
        (NOBODY_UPDATES, Verdict.TOO_STRICT),
        (RECURSION, Verdict.BROKEN),
    ],
    ids=["read", "delete", "too strict", "recursion"],
)
def test_the_script_shows_it_in_psql(hold: Holding, sql: str, verdict: Verdict) -> None:
    held = hold(sql)
    reports = [report for report in held.reports if report.verdict is verdict]
    assert reports
    for report in reports:
        assert report.reproduction is not None
        assert report.reproduction.confirmed
        assert held.replays(report)


def test_the_script_shows_nothing_once_the_hole_is_closed(hold: Holding) -> None:
    report = hold(EVERYBODY_READS).of("read-foreign-rows")
    mended = hold(SOUND)
    assert not mended.replays(report)


def test_everything_comes_out_the_same_again(hold: Holding) -> None:
    first, again = (hold(EVERYBODY_READS, effort=Effort(examples=3)) for _ in range(2))
    assert [shown(report) for report in first.reports] == [shown(report) for report in again.reports]
    assert first.run.tallies == again.run.tallies


def test_another_seed_draws_other_worlds_and_finds_the_same(hold: Holding) -> None:
    def total(held: Held) -> list[int]:
        return [tally.done + tally.refused for tally in held.run.tallies.values()]

    one, other = (hold(EVERYBODY_READS, effort=Effort(examples=3, seed=seed)) for seed in (1, 2))
    assert total(one) != total(other)
    assert one.found == other.found
