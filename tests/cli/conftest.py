"""Folders for the processes under test: a project, and an empty one to see what they leave there."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.projects import write_project


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """It is TMPDIR, and every user can enter it."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="place-", dir=memory if memory.is_dir() else "/tmp"))
    folder.chmod(0o755)
    monkeypatch.setenv("TMPDIR", str(folder))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository of a Supabase project with twelve tables."""
    write_project(tmp_path)
    return tmp_path
