"""Whatever ends pgcordon, no server and no folder survive it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PATIENCE = 20.0

WAITING = """
import time
from pgcordon.database import Server
with Server.start() as server:
    print(server.folder, (server.folder / "data/postmaster.pid").read_text().split()[0], flush=True)
    time.sleep(600)
"""
OUTLIVING = """
import time
from pgcordon.database import Server
with Server.start() as server, server.connect() as connection:
    try:
        print("started", flush=True)
        time.sleep(600)
    except KeyboardInterrupt:
        time.sleep(1)
        connection.execute("select 1")
        server.connect().close()
        print("still there", flush=True)
"""
FAILING = """
from pgcordon.database import Server
with Server.start() as server:
    raise ValueError("on purpose")
"""


def until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


def run(program: str) -> "subprocess.Popen[str]":
    """The program in a process group of its own, as a shell starts it."""
    return subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture
def program(place: Path) -> Iterator["subprocess.Popen[str]"]:  # noqa: ARG001 - its TMPDIR is inherited
    """A process that has started a server and waits."""
    started = run(WAITING)
    yield started
    started.kill()
    started.communicate()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda s: s.name)
def test_nothing_survives_a_signal(number: signal.Signals, program: "subprocess.Popen[str]", place: Path) -> None:
    assert program.stdout is not None
    folder, postmaster = program.stdout.readline().split()
    assert Path(folder).is_dir()
    assert alive(int(postmaster))
    program.send_signal(number)
    assert until(lambda: not alive(int(postmaster)) and not Path(folder).exists())
    assert list(place.iterdir()) == []


def test_ctrl_c_on_a_terminal_is_for_us_and_not_for_the_server(place: Path) -> None:
    """A terminal signals the whole process group; the server must stay for what is still to be done with it."""
    process = run(OUTLIVING)
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    os.killpg(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert output == "still there\n", errors
    assert list(place.iterdir()) == []


def test_nothing_survives_being_killed_while_the_server_is_made(place: Path) -> None:
    process = run(WAITING)
    assert until(lambda: any(place.glob("pgcordon-*/data/global")))
    process.kill()
    process.communicate()
    assert until(lambda: list(place.iterdir()) == [])


def test_nothing_survives_an_exception(place: Path) -> None:
    process = run(FAILING)
    _, errors = process.communicate(timeout=60)
    assert "on purpose" in errors
    assert list(place.iterdir()) == []


def test_a_full_disk_is_an_error_that_says_so(place: Path) -> None:
    """A limit on the size of files stands for the disk: writing fails in the middle of initdb."""
    program = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000));" + (
        "from pgcordon.cli import main; raise SystemExit(main(['doctor']))"
    )
    process = run(program)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 2, errors
    assert "did not start" in output
    assert "TMPDIR" in output
    assert list(place.iterdir()) == []


def test_a_hanging_server_is_killed_in_the_end(program: "subprocess.Popen[str]", place: Path) -> None:
    assert program.stdout is not None
    postmaster = int(program.stdout.readline().split()[1])
    os.kill(postmaster, signal.SIGSTOP)
    program.kill()
    assert until(lambda: not alive(postmaster) and list(place.iterdir()) == [])
