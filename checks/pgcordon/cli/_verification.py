"""Everything that `pgcordon verify` does with systems that are read: contracts, servers, attacks."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pgcordon.cli._progress import progress
from pgcordon.cli._servers import postgres_for, servers
from pgcordon.contract import Contract, read
from pgcordon.model.errors import CouldNotCheck
from pgcordon.systems import System
from pgcordon.verify.examples import Effort
from pgcordon.verify.system import verify_system
from pgcordon.verify.verdicts import Result

CONTRACT_FILE = "access.toml"


def verify_all(systems: Sequence[System], effort: Effort, postgres: str | None) -> list[Result]:
    """The result of each system. Everything that can be read is checked before a server is started.

    Raises CouldNotCheck.
    """
    contracts = [_contract(system) for system in systems]
    binaries = [postgres_for(system, postgres) for system in systems]
    results = []
    with progress() as tell, servers() as running:
        for system, contract, chosen in zip(systems, contracts, binaries, strict=True):
            tell(_name(system.folder), f"loading into {chosen}", 0, 0)
            results.append(
                verify_system(
                    system.folder,
                    system.files,
                    system.catalog,
                    contract,
                    running.on(chosen),
                    system.platform,
                    effort,
                    partial(tell, _name(system.folder)),
                )
            )
    return results


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
