"""The systems' own operations on real volumes: under row security, without it, and as their documents have it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from bench.cases import draw
from bench.durations import Durations, Side, secured, timed, unsecured
from bench.filling import REAL, fill
from bench.operations import WORKLOADS, Operation, Workload
from bench.scans import scans
from pgcordon.database import Loaded, Server
from pgcordon.systems import System

_ROOT = Path(__file__).parents[2]
_RUNS = 300
_FEWEST_RUNS = 3
_MILLISECONDS = 4_000
"""How long the runs of a document's own policies may take together; what is slow is run less often."""
_LOOKED_AT = 10
"""Runs of which the indexes are noted."""


@dataclass(frozen=True, slots=True)
class Volume:
    """A variant of a system with its rows, in a template."""

    loaded: Loaded
    seconds: float
    """How long the rows took."""


def volumes() -> Iterator[str]:
    yield ""
    yield f"{REAL} in each system, over a year. Milliseconds in the server, for a"
    yield f"prepared statement whose rows are fetched and not sent: the median and the 99th percentile of {_RUNS} runs."
    yield "The floor is the same answer without row security, as the owner of the tables who compares the user by hand."
    for workload in WORKLOADS:
        with Server.start() as server, ThreadPoolExecutor() as threads:
            folders = (_ROOT / "schema" / workload.system, _ROOT / "tests" / "as_specified" / workload.system)
            hardened, specified = threads.map(lambda folder: _volume(server, folder), folders)
            yield ""
            yield (
                f"{workload.system}: the rows took {hardened.seconds:.0f} s,"
                f" and {specified.seconds:.0f} s in the schema as specified"
            )
            yield _HEADING
            yield from _measured(server, workload, hardened.loaded, specified.loaded)


def _volume(server: Server, folder: Path) -> Volume:
    system = System.read(folder)
    loaded = server.load(system.platform, system.files)
    started = perf_counter()
    with server.connect(loaded.template) as connection:
        fill(connection, folder.name, REAL)
    return Volume(loaded, perf_counter() - started)


def _measured(server: Server, workload: Workload, hardened: Loaded, specified: Loaded) -> Iterator[str]:
    platform = hardened.platform
    with (
        hardened.copy() as ours,
        specified.copy() as theirs,
        server.connect(ours) as connection,
    ):
        for operation in workload.operations:
            cases = draw(connection, operation, _RUNS)
            floor, secure = timed(
                server,
                unsecured(ours, platform, operation.by_hand, cases),
                secured(ours, platform, operation.statement, cases),
            )
            documents = _patiently(server, secured(theirs, platform, operation.statement, cases))
            yield _row(operation, floor, secure, documents)
            fewer = f"; {len(documents.values)} runs as specified" if len(documents.values) < len(cases) else ""
            yield f"  {scans(connection, platform, operation, cases[:_LOOKED_AT])}{fewer}"


def _patiently(server: Server, side: Side) -> Durations:
    """As many runs as there is time for."""
    (one,) = timed(server, side.first(1))
    (result,) = timed(server, side.first(max(_FEWEST_RUNS, int(_MILLISECONDS / one.median))))
    return result


_HEADING = (
    f"{'':<36}{'floor':>9}{'p99':>9}{'hardened':>11}{'p99':>9}{'to floor':>11}{'expected':>10}  {'':<10}"
    f"{'specified':>12}{'p99':>12}{'to floor':>14}"
)


def _row(operation: Operation, floor: Durations, secure: Durations, documents: Durations) -> str:
    expected = "" if operation.expected is None else f"< {operation.expected:g}"
    return (
        f"{operation.what:<36}{floor.median:>9.3f}{floor.p99:>9.3f}"
        f"{secure.median:>11.3f}{secure.p99:>9.3f}{secure.median / floor.median:>9.2f} x"
        f"{expected:>10}  {_met(operation, secure):<10}"
        f"{documents.median:>12.3f}{documents.p99:>12.3f}{documents.median / floor.median:>12.2f} x"
    )


def _met(operation: Operation, durations: Durations) -> str:
    """Whether the document's expectation holds for nearly everyone, for most, or for less."""
    if operation.expected is None:
        return ""
    if durations.p99 < operation.expected:
        return "met"
    return "median met" if durations.median < operation.expected else "not met"
