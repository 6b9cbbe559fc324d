"""The schemas hold after edits that weaken nothing, as they do without them: `pytest schema` sees to that."""

import pytest

from pgcordon.verify.examples import Effort
from power.conftest import Plant
from power.ground import cells
from power.hole import Harmless
from power.planted import everyday, systems

FEW = 4
EDITS = [
    pytest.param(each.system, edit, id=f"{each.system}-{edit}", marks=marks)
    for each in systems()
    for edit, marks in everyday(each.harmless, FEW)
]


@pytest.mark.parametrize(("system", "edit"), EDITS)
def test_harmless_edit_is_not_reported(system: str, edit: Harmless, plant: Plant) -> None:
    with plant(system, edit) as verifier:
        only = {cell for cell in cells(verifier) if cell.address.identity == edit.touches}
        run = verifier.run(Effort(examples=0), only=only)
    assert [f"{each.verdict} {each.attack} {each.cell}: {each.message}" for each in run.reports] == []
    assert run.attempts > 0
