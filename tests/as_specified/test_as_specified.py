"""Every listed defect of the documents' own schemas is found, as listed, and nothing that is not."""

import re

import pytest

from as_specified.comparison import differences
from as_specified.expected import FOLDER, ListedFinding, ListedVerdict, defects, kept, systems
from pgcordon.contract import read
from pgcordon.database import Server
from pgcordon.lint import lint
from pgcordon.systems import System
from pgcordon.verify.examples import Effort
from pgcordon.verify.system import verify_system
from pgcordon.verify.verdicts import Result

SCHEMA = FOLDER.parents[1] / "schema"
LETTERED = re.compile(r"^#+ \((\w+)\)", re.MULTILINE)


@pytest.mark.parametrize("system", systems())
def test_lint_finds_what_is_listed(system: str) -> None:
    read_system = System.read(FOLDER / system)
    result = lint(read_system.catalog, read_system.settings)
    listed = {each.letter: each.findings for each in defects(system)}
    listed["kept"] = tuple(finding for each in kept(system) for finding in each.findings)
    hold(system, differences(listed, [ListedFinding.of(finding) for finding in result.findings]))
    assert result.not_understood == ()


@pytest.mark.parametrize("system", systems())
def test_verify_finds_what_is_listed(system: str, server: Server) -> None:
    result = verified(System.read(FOLDER / system), server)
    listed = {each.letter: each.verdicts for each in defects(system)}
    hold(system, differences(listed, [ListedVerdict.of(report) for report in result.reports]))
    scripts = [each.reproduction for each in result.reports if each.reproduction is not None]
    assert [each.script for each in scripts if not each.confirmed] == []
    assert len(scripts) == len(result.reports) - len(result.vacuous)  # what was not exercised cannot be replayed
    assert result.not_understood == ()


@pytest.mark.parametrize("system", systems())
def test_what_is_kept_is_allowed_in_the_hardened_schema(system: str) -> None:
    hardened = System.read(SCHEMA / system)
    allowed = [ListedFinding.of(each.finding) for each in lint(hardened.catalog, hardened.settings).suppressed]
    assert [str(finding) for each in kept(system) for finding in each.findings if finding not in allowed] == []


@pytest.mark.parametrize("system", systems())
def test_every_deviation_is_listed_once(system: str) -> None:
    letters = [each.letter for each in defects(system)]
    assert letters == LETTERED.findall((SCHEMA / system / "README.md").read_text("utf-8"))


def hold(system: str, told: str) -> None:
    """Fail with what differs and nothing around it, so that its lines can be pasted."""
    if told:
        pytest.fail(f"tests/as_specified/{system}/expected.toml{told}", pytrace=False)


def verified(system: System, server: Server) -> Result:
    """What `pgcordon verify` makes of the system."""
    return verify_system(
        system.folder,
        system.files,
        system.catalog,
        read(system.folder / "access.toml", system.catalog, system.platform.actors),
        server,
        system.platform,
        Effort(examples=0),
        lambda _doing, _done, _of: None,
    )
