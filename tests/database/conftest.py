"""Servers of every PostgreSQL that is here, and folders to see what they leave behind."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pgcordon.database import Binaries, NoPostgres, Server
from pgcordon.database.binaries import candidates


def _one_of_each_major() -> list[Binaries]:
    found: dict[int, Binaries] = {}
    for request in ("embedded", "system"):
        try:
            for binaries in candidates(request):
                found.setdefault(binaries.major, binaries)
        except NoPostgres:  # a machine need not have one installed
            continue
    return list(found.values())


@pytest.fixture(scope="session", params=_one_of_each_major(), ids=str)
def any_server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server of each major version in turn."""
    with Server.start(request.param) as running:
        yield running


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty temporary folder of our own that every user can enter, as TMPDIR."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="place-", dir=memory if memory.is_dir() else "/tmp"))
    folder.chmod(0o755)
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield folder
    shutil.rmtree(folder)
