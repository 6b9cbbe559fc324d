"""Every planted hole is found, at the right object, and shown by a script that was replayed."""

import pytest

from pgcordon.verify.verdicts import Report
from power import calling, reading, strict, writing
from power.conftest import Verify
from power.hole import Hole

OTHERS = (*writing.HOLES, *calling.HOLES, *strict.TOO_STRICT, *strict.BROKEN)


@pytest.mark.parametrize("hole", OTHERS, ids=str)
def test_hole_is_found_and_its_script_replayed(hole: Hole, verify_changed: Verify) -> None:
    _found(hole, verify_changed)


@pytest.mark.parametrize("hole", reading.HOLES, ids=str)
def test_read_hole_is_found_in_one_row_that_one_reader_sees(hole: Hole, verify_changed: Verify) -> None:
    world = _found(hole, verify_changed).world
    assert world is not None
    # What the schema's own files insert is there in every world: where it shows the hole, no other row need be.
    others = 0 if hole in reading.SHOWN_BY_THE_SCHEMA_ITSELF else 1
    assert [str(row.table) for row in world.rows].count(hole.expects.identity) == others
    assert len([person for person in world.people if person.uid is not None]) <= 2  # the reader and the owner


def test_no_two_holes_share_a_name() -> None:
    names = [hole.name for hole in (*OTHERS, *reading.HOLES)]
    assert sorted(set(names)) == sorted(names)


def _found(hole: Hole, verify: Verify) -> Report:
    """The report of the hole, which must be there; every one must have been confirmed."""
    reports = verify(hole.edits, hole.extra_sql, hole.expects.concerns).reports
    named = list(hole.expects.among(reports))
    seen = "\n".join(f"{each.verdict} {each.attack} {each.cell}: {each.message}" for each in reports)
    assert named, f"expected {hole.expects}, got:\n{seen or 'nothing'}"
    for report in named:
        assert report.reproduction is not None
        assert report.reproduction.confirmed, report.reproduction.script
    return named[0]
