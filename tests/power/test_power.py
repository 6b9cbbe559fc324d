"""Every planted hole is found, at the right object, and shown by a script that was replayed."""

import pytest

from pgcordon.verify.examples import Effort
from pgcordon.verify.time_rules import verify_time_rules
from pgcordon.verify.verdicts import Report
from pgcordon.verify.verifier import Verifier
from power.conftest import Plant
from power.ground import cells
from power.hole import Expected, Hole
from power.planted import Planted, systems

SYSTEMS = list(systems())
HOLES = [
    pytest.param(each.system, module, hole, id=f"{each.system}-{module}-{hole}")
    for each in SYSTEMS
    for module, hole in each.holes
]
MANY = 25


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


def reported(verifier: Verifier, expected: Expected) -> list[Report]:
    """Everything that is reported of what is expected to be wrong, in the covering world."""
    if expected.of_time:
        only_property = None if expected.attack is None else [expected.attack]
        lines = verify_time_rules(verifier, lambda _doing, _done, _of: None, only_property)
        return [report for line in lines for report in line.found]
    only = {cell for cell in cells(verifier) if expected.concerns(cell)}
    return list(verifier.run(Effort(examples=0), only=only).reports)


def one_reader_sees(hole: Hole, report: Report) -> None:
    """The world is as small as it can be: the rows that are seen, who sees them, and whose they are."""
    assert report.world is not None
    assert [str(row.table) for row in report.world.rows].count(hole.expects.identity) == hole.rows
    assert len([person for person in report.world.people if person.uid is not None]) <= 2
