"""An empty temporary folder for the processes under test, to see what they leave there."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """It is TMPDIR, and every user can enter it."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="place-", dir=memory if memory.is_dir() else "/tmp"))
    folder.chmod(0o755)
    monkeypatch.setenv("TMPDIR", str(folder))
    yield folder
    shutil.rmtree(folder)
