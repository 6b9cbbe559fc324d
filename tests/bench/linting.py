"""The linter: whole processes beside its peers, as the schema grows, and what it finds of the case files."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from bench import measurements
from bench.findings import findings
from bench.generated import write_schema
from bench.lines import HEADING, Line

RUNS = 7
PEERS = Path(sys.executable).parents[1] / "peers" / "bin"
"""Where `make bench` installs the other linters; what is not there is not measured."""
STATEMENTS_A_TABLE = 11
CURVE = (1, 50, 100, 200, 455)
"""Tables; the last makes 5,000 statements."""


def linting() -> Iterator[object]:
    yield HEADING
    floor = Line('python -c "import pglast"', "s", measurements.repeated(measurements.import_pglast, RUNS))
    yield floor
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_schema(folder)
        measurements.lint(folder)  # compiles what is not yet compiled, and keeps the platform's catalog
        yield from _beside_peers(folder)
        one = folder / "0000_thing_000.sql"
        yield Line("lint, one file", "s", measurements.repeated(lambda: measurements.lint(one), RUNS), floor)
    yield Line(
        "lint, alamo_prime", "s", measurements.repeated(lambda: measurements.lint(measurements.SCHEMA), RUNS), floor
    )
    yield from _curve()
    yield from findings()


def _beside_peers(folder: Path) -> Iterator[Line]:
    """One after the other, round by round, so that a slow moment of the machine is everybody's."""
    files = sorted(map(str, folder.glob("*.sql")))
    commands: dict[str, Sequence[str]] = {
        "lint, 100 tables and 400 policies": [sys.executable, "-m", "pgcordon", "lint", str(folder)],
        "pgrls lint --sql-file, the same": [
            str(PEERS / "pgrls"), "lint", *chain.from_iterable(("--sql-file", file) for file in files)
        ],
        "squawk, the same": [str(PEERS / "squawk"), *files],
        "sqlfluff lint, the same": [str(PEERS / "sqlfluff"), "lint", "--dialect", "postgres", str(folder)],
    }  # fmt: skip
    there = {what: command for what, command in commands.items() if shutil.which(command[0])}
    values: dict[str, list[float]] = {what: [] for what in there}
    for number in range(RUNS):
        for what, command in there.items():
            if "sqlfluff" not in what or number == 0:  # half a minute each
                values[what].append(measurements.usage(command).seconds)
    ours = Line(next(iter(there)), "s", values[next(iter(there))])
    yield ours
    yield from (Line(what, "s", values[what], ours) for what in list(there)[1:])


def _curve() -> Iterator[str]:
    yield f"{'statements':>12}{'lint':>12}{'per 1,000':>12}{'peak memory':>14}"
    for tables in CURVE:
        with tempfile.TemporaryDirectory() as name:
            write_schema(Path(name), tables)
            runs = [measurements.usage([sys.executable, "-m", "pgcordon", "lint", name]) for _ in range(RUNS)]
            best = min(runs, key=lambda run: run.seconds)
            statements = tables * STATEMENTS_A_TABLE
            yield (
                f"{statements:>12,}{1000 * best.seconds:>9,.0f} ms{1e6 * best.seconds / statements:>9,.0f} ms"
                f"{best.peak_memory / 2**20:>11,.0f} MB"
            )
