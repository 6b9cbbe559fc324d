"""A running server: reached through its socket alone, and by us alone."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pgcordon.database import Server, ServerFailed, locate
from pgcordon.database.accounts import Account, unprivileged
from pgcordon.database.binaries import Binaries, Kind
from pgcordon.database.places import NoRoom, new_folder


def test_it_answers_on_its_socket_and_not_on_the_network(any_server: Server) -> None:
    with any_server.connect() as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
        assert connection.execute("select current_user, inet_server_addr()").fetchone() == ("pgcordon", None)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host="127.0.0.1", port=any_server.port, user="pgcordon", dbname="postgres", connect_timeout=2)


def test_nobody_else_enters_its_folder(any_server: Server) -> None:
    for folder in (any_server.folder, any_server.host):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_it_does_not_run_as_root(any_server: Server) -> None:
    pid = int((any_server.folder / "data/postmaster.pid").read_text().splitlines()[0])
    owner = Path(f"/proc/{pid}").stat().st_uid if Path("/proc").is_dir() else any_server.folder.stat().st_uid
    assert owner != 0


def test_the_callers_environment_does_not_reach_it(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    for name, value in {
        "PGOPTIONS": "-c work_mem=64kB",
        "PGUSER": "nobody",
        "PGPORT": "1",
        "PGHOST": "nowhere",
    }.items():
        monkeypatch.setenv(name, value)
    with server.connect() as connection:
        assert connection.execute("select current_user, current_setting('work_mem')").fetchone() == ("pgcordon", "4MB")


def test_letters_beyond_ascii_have_cases_where_the_version_can(any_server: Server) -> None:
    with any_server.connect() as connection:
        answer = connection.execute("select upper('straße é'), 'a' < 'B'").fetchone()
    assert answer is not None
    assert answer[1] is False, "compared by bytes"
    if any_server.binaries.major >= 17:
        assert answer[0] == "STRAßE É"


@pytest.fixture
def out_of_reach(place: Path) -> Iterator[Path]:
    """A copy of the embedded PostgreSQL below a folder that only its owner can enter."""
    package = locate("embedded").folder.parents[1]
    closed = place / "closed"
    shutil.copytree(package, closed / package.name, ignore=shutil.ignore_patterns("include", "pginstall"))
    shutil.copytree(package.parent / f"{package.name}.libs", closed / f"{package.name}.libs")
    closed.chmod(0o700)
    yield closed / package.name / "pginstall18" / "bin"


def test_programs_that_the_servers_user_cannot_reach_are_copied(out_of_reach: Path, place: Path) -> None:
    before = stat.S_IMODE((place / "closed").stat().st_mode)
    with Server.start(Binaries(out_of_reach, "18.4", Kind.EMBEDDED)) as server, server.connect() as connection:
        assert connection.execute("select 1").fetchone() == (1,)
        assert (server.folder / "installation").exists() == (os.geteuid() == 0)
    assert stat.S_IMODE((place / "closed").stat().st_mode) == before, "no permission of the user's folders changes"


def test_an_account_reaches_what_all_may_enter_and_what_is_its_own(place: Path) -> None:
    open_, closed = place / "open", place / "closed"
    open_.mkdir(mode=0o755)
    closed.mkdir(mode=0o700)
    stranger = Account("stranger", uid=54321, gid=54321)
    assert stranger.reaches(open_)
    assert not stranger.reaches(closed)
    assert not stranger.reaches(closed / "below")
    assert Account("owner", uid=os.geteuid(), gid=54321).reaches(closed)


def test_a_temporary_folder_too_deep_for_a_socket_is_left_for_tmp(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = place / ("d" * 90)
    deep.mkdir()
    monkeypatch.setenv("TMPDIR", str(deep))
    folder = new_folder(unprivileged())
    folder.rmdir()
    assert folder.parent == Path("/tmp")


@pytest.mark.parametrize("name", ["missing", "file"])
def test_a_temporary_folder_that_cannot_be_written_is_an_error(
    name: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "file").touch()
    monkeypatch.setenv("TMPDIR", str(place / name))
    with pytest.raises(NoRoom, match=rf"{name}: .*TMPDIR"):
        new_folder(None)


def test_a_server_that_does_not_start_says_why_and_leaves_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pgcordon.database.process._SETTINGS", {"shared_buffers": "a lot"})
    with pytest.raises(ServerFailed, match="invalid value for parameter"):
        Server.start()
    assert list(place.iterdir()) == []
