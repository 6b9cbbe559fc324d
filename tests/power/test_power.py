"""Every planted hole is found, at the right object, and shown by a script that was replayed."""

import pytest

from pgcordon.verify.verdicts import Report
from power.conftest import Plant
from power.ground import reported
from power.hole import Hole
from power.planted import Planted, everyday, systems

SYSTEMS = list(systems())
MANY = 25
HOLES = [
    pytest.param(each.system, module, hole, id=f"{each.system}-{module}-{hole}", marks=marks)
    for each in SYSTEMS
    for (module, hole), marks in everyday(each.holes, MANY)
]


@pytest.mark.parametrize(("system", "module", "hole"), HOLES)
def test_hole_is_found_and_its_script_replayed(system: str, module: str, hole: Hole, plant: Plant) -> None:
    with plant(system, hole) as verifier:
        reports = reported(verifier, hole.expects)
    named = list(hole.expects.among(reports))
    seen = "\n".join(f"{each.verdict} {each.attack} {each.cell}: {each.message}" for each in reports)
    assert named, f"expected {hole.expects}, got:\n{seen or 'nothing'}"
    for report in named:
        assert report.reproduction is not None
        assert report.reproduction.confirmed, report.reproduction.script
    if module == "reading":
        one_reader_sees(hole, named[0])


@pytest.mark.parametrize("planted", SYSTEMS, ids=lambda planted: planted.system)
def test_there_are_many_holes_in_each_system_and_no_two_share_a_name(planted: Planted) -> None:
    names = [hole.name for _, hole in planted.holes]
    assert len(names) >= MANY
    assert sorted(set(names)) == sorted(names)


def one_reader_sees(hole: Hole, report: Report) -> None:
    """The world is as small as it can be: the rows that are seen, who sees them, and whose they are."""
    assert report.world is not None
    assert [str(row.table) for row in report.world.rows].count(hole.expects.identity) == hole.rows
    assert len([person for person in report.world.people if person.uid is not None]) <= 2
