"""One server for all systems, and progress on a terminal while it works."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pgcordon.contract import Contract, read
from pgcordon.database.binaries import locate
from pgcordon.database.server import Server
from pgcordon.model.errors import CouldNotCheck
from pgcordon.systems import System
from pgcordon.verify.examples import Effort
from pgcordon.verify.system import verify_system
from pgcordon.verify.verdicts import Result
from pgcordon.verify.verifier import Progress

CONTRACT_FILE = "access.toml"


def verify_all(systems: Sequence[System], effort: Effort, postgres: str | None) -> Iterator[Result]:
    """The result of each system. Everything that can be read is checked before a server is started.

    Raises CouldNotCheck.
    """
    contracts = [_contract(system) for system in systems]
    with Server.start(locate(_request(systems, postgres))) as server, _progress() as progress:
        for system, contract in zip(systems, contracts, strict=True):
            yield verify_system(
                system.folder,
                system.files,
                system.catalog,
                contract,
                server,
                system.platform,
                effort,
                progress,
            )


def _contract(system: System) -> Contract:
    path = system.folder / CONTRACT_FILE
    if not path.is_file():
        raise CouldNotCheck(
            f"{path}: no such file. It states who may do what, which is what the schema is held against; "
            "docs/access.md describes it"
        )
    return read(path, system.catalog, system.platform.actors)


def _request(systems: Sequence[System], postgres: str | None) -> str | None:
    requests = {postgres or system.settings.postgres for system in systems}
    if len(requests) > 1:
        named = ", ".join(sorted(str(each) for each in requests))
        raise CouldNotCheck(f"the systems ask for different servers ({named}): verify them one at a time")
    return requests.pop() if requests else postgres


@contextmanager
def _progress() -> Iterator[Progress]:
    """A line on the terminal that says how far the work is; nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _doing, _done, _of: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("loading", total=None)
        yield lambda doing, done, of: bars.update(task, description=doing, completed=done, total=of)
