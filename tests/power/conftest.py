"""Plants a change in a copy of Alamo Prime and verifies what it might have changed."""

import shutil
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import pytest

from pgcordon.contract import read
from pgcordon.database import Server
from pgcordon.model import Command
from pgcordon.systems import System
from pgcordon.verify.examples import Effort
from pgcordon.verify.preparation import prepared
from pgcordon.verify.verdicts import Cell
from pgcordon.verify.verifier import Run, Verifier
from power.hole import ADDED, Edit

SCHEMA = Path(__file__).parents[2] / "schema" / "alamo_prime"

Concerned = Callable[[Cell], bool]
Verify = Callable[[Sequence[Edit], str, Concerned], Run]


@pytest.fixture
def verify_changed(server: Server, tmp_path: Path) -> Verify:
    """Verifies the schema with these edits and this SQL at its end: the cells concerned, in the covering world."""

    def verify(edits: Sequence[Edit], extra_sql: str, concerned: Concerned) -> Run:
        folder = tmp_path / "alamo_prime"
        shutil.copytree(SCHEMA, folder)
        for edit in edits:
            edit.apply(folder)
        if extra_sql:
            (folder / ADDED).write_text(extra_sql + "\n", "utf-8")
        system = System.read(folder)
        contract = read(folder / "access.toml", system.catalog, system.platform.actors)
        loaded = server.load(system.platform, system.files)
        with prepared(str(folder), server, loaded, system.catalog, contract) as verifier:
            return verifier.run(Effort(examples=0), only=_cells(verifier, concerned))

    return verify


def _cells(verifier: Verifier, concerned: Concerned) -> Collection[Cell]:
    """The cells concerned. Those of views are no part of the matrix, but are judged all the same."""
    views = {Cell(view.address, actor, Command.SELECT) for view in verifier.views for actor in verifier.contract.actors}
    return {cell for cell in (*verifier.matrix, *views) if concerned(cell)}
