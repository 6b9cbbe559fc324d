"""Everything that `pgcordon verify` does with systems that are read: contracts, servers, attacks."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pgcordon.cli._progress import progress
from pgcordon.cli._servers import postgres_for, servers
from pgcordon.contract import Contract, read
from pgcordon.database import Server
from pgcordon.model.errors import CouldNotCheck
from pgcordon.systems import System
from pgcordon.verify.examples import Effort
from pgcordon.verify.system import verify_system
from pgcordon.verify.verdicts import Result

CONTRACT_FILE = "access.toml"
_AT_ONCE = 2
"""Systems: one attacks while the other waits for an answer, loads, or lets time pass on its only connection."""


def verify_all(systems: Sequence[System], effort: Effort, postgres: str | None) -> list[Result]:
    """The result of each system, in their order. Everything that can be read is checked before a server is started.

    Raises CouldNotCheck, of the first system in order that could not be verified.
    """
    contracts = [_contract(system) for system in systems]
    binaries = [postgres_for(system, postgres) for system in systems]
    with progress() as line, ThreadPoolExecutor(_AT_ONCE) as pool, servers() as running:

        def verified(system: System, contract: Contract, server: Server) -> Result:
            with line(_name(system.folder)) as tell:
                tell(f"loading into {server.binaries}", 0, 0)
                return verify_system(
                    system.folder, system.files, system.catalog, contract, server, system.platform, effort, tell
                )

        started = [running.on(each) for each in binaries]
        work = [pool.submit(verified, *each) for each in zip(systems, contracts, started, strict=True)]
        try:
            return [each.result() for each in work]
        finally:  # what has not begun never does, and the rest fails once its server has gone
            for each in work:
                each.cancel()


def _contract(system: System) -> Contract:
    path = system.folder / CONTRACT_FILE
    if not path.is_file():
        raise CouldNotCheck(
            f"{path}: no such file. It states who may do what, and the schema is held against it. "
            "Do: write one; docs/access.md describes it."
        )
    return read(path, system.catalog, system.platform.actors)


def _name(folder: Path) -> str:
    return folder.resolve().name
