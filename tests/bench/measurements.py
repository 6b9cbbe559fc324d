"""What is measured. Times are seconds of wall clock, of the whole process where a program is run."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from pgcordon.contract import read
from pgcordon.database import Server
from pgcordon.systems import System
from pgcordon.verify.examples import PROFILES
from pgcordon.verify.preparation import prepared

_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""With compiled files, as an installation has them."""

SCHEMA = Path(__file__).parents[2] / "schema" / "alamo_prime"


def repeated(measure: Callable[[], float], times: int) -> list[float]:
    return [measure() for _ in range(times)]


def process(arguments: Sequence[str], folder: Path | None = None) -> float:
    """How long this Python takes with these arguments. Raises CalledProcessError where it fails."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=folder, check=True, capture_output=True, env=_ENVIRONMENT)
    return time.perf_counter() - started


class Usage(NamedTuple):
    """What a whole process took: seconds of wall clock, and bytes of memory at its peak."""

    seconds: float
    peak_memory: int


def usage(command: Sequence[str]) -> Usage:
    """Runs a program that may exit with anything but 2 and more. Raises CalledProcessError where it does."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_ENVIRONMENT)
    _, status, resources = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Usage(seconds, resources.ru_maxrss * 1024)


def import_pglast() -> float:
    """The floor of every whole process that parses SQL."""
    return process(["-c", "import pglast"])


def lint(folder: Path) -> float:
    return process(["-m", "pgcordon", "lint", str(folder)])


def verify() -> float:
    """From a cold start, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return process(["-m", "pgcordon", "verify", str(SCHEMA)], Path(folder))


def server_start() -> float:
    """From nothing to a server that has answered, initdb included."""
    started = time.perf_counter()
    with Server.start() as server:
        server.connect().close()
        return time.perf_counter() - started


def template_copy(server: Server, system: System) -> Callable[[], float]:
    """Measures a fresh copy of a loaded schema, up to its first connection."""
    loaded = server.load(system.platform, system.files)

    def measure() -> float:
        started = time.perf_counter()
        with loaded.copy() as name:
            server.connect(name).close()
            return time.perf_counter() - started

    return measure


def attempts_per_second(server: Server, system: System) -> float:
    """Attempts made and judged, in the worlds of the profile dev."""
    contract = read(SCHEMA / "access.toml", system.catalog, system.platform.actors)
    loaded = server.load(system.platform, system.files)
    with prepared(str(SCHEMA), server, loaded, system.catalog, contract) as verifier:
        started = time.perf_counter()
        run = verifier.run(PROFILES["dev"])
        return run.attempts / (time.perf_counter() - started)


def statement_floor(server: Server) -> tuple[str, Callable[[], float]]:
    """`select 1` a second, and what measures it: the server's own pgbench, or psycopg where there is none."""
    pgbench = server.binaries.folder / "pgbench"
    if pgbench.exists():
        return "pgbench, select 1", lambda: _by_pgbench(server, pgbench)
    return "psycopg, select 1", lambda: _by_psycopg(server)


def _by_pgbench(server: Server, pgbench: Path) -> float:
    """One client, one second. Raises CalledProcessError where it fails."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write("select 1;\n")
        script.flush()
        command = [
            str(pgbench), "--no-vacuum", "--time=1", "--file", script.name,
            "--host", str(server.host), "--port", str(server.port), "--username", "postgres", "postgres",
        ]  # fmt: skip
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)
    assert found is not None, f"pgbench printed no tps:\n{done.stdout}"
    return float(found[1])


def _by_psycopg(server: Server) -> float:
    count = 0
    started = time.perf_counter()
    with server.connect() as connection:
        while time.perf_counter() - started < 1:
            connection.execute("select 1")
            count += 1
    return count / (time.perf_counter() - started)
