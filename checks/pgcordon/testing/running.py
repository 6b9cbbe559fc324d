"""The servers and systems of one pytest process: started when first asked for, ended with it."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, chdir, contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pgcordon.contract import Contract, read
from pgcordon.model import Catalog
from pgcordon.model.errors import CouldNotCheck
from pgcordon.systems import System

if TYPE_CHECKING:
    from psycopg import Connection

    from pgcordon.actors.world import World
    from pgcordon.database import Binaries, Loaded, Server
    from pgcordon.verify.examples import Effort
    from pgcordon.verify.verdicts import Cell, Report, RuleLine
    from pgcordon.verify.verifier import Verifier


class TransactionEnded(CouldNotCheck):
    """A test committed or rolled back the transaction that keeps it apart from the others."""


@dataclass(repr=False)
class RunningSystem:
    """A system in a server."""

    system: System
    server: "Server"
    loaded: "Loaded"
    shown: str
    """Its folder, as reports name it: as seen from where pytest was started."""
    started_in: Path
    _closing: ExitStack
    _copies: list[str] = field(default_factory=list)
    _judged: "dict[Cell, list[Report]]" = field(default_factory=dict)

    @property
    def catalog(self) -> Catalog:
        return self.system.catalog

    @cached_property
    def contract(self) -> Contract:
        """Raises ContractError."""
        with chdir(self.started_in):
            return contract_of(self.system)

    @cached_property
    def verifier(self) -> "Verifier":
        from pgcordon.verify.preparation import prepared

        return self._closing.enter_context(prepared(self.shown, self.server, self.loaded, self.catalog, self.contract))

    @contextmanager
    def transaction(self) -> "Iterator[Connection[Any]]":
        """The owner's connection to a copy that all tests share, inside a transaction that is rolled back.

        Raises TransactionEnded at the end of a block that ended the transaction itself.
        """
        from psycopg.pq import TransactionStatus

        with self._connect(self._shared_copy()) as connection, connection.transaction(force_rollback=True):
            yield connection
            if connection.info.transaction_status is TransactionStatus.IDLE:
                self._copies.clear()  # who knows what was committed
                raise TransactionEnded(
                    "the test ended the transaction that is to be rolled back after it. Do: use the fixture `connect`,"
                    " whose connections may commit"
                )

    @contextmanager
    def fresh_copy(self) -> "Iterator[Callable[[], Connection[Any]]]":
        """Connects to a copy of its own."""
        with self.loaded.copy() as name, ExitStack() as open_connections:
            yield lambda: open_connections.enter_context(self._connect(name))

    def populate(self, connection: "Connection[Any]") -> "World":
        """Build the covering world over a connection of the owner."""
        from pgcordon.actors.strategies import covering_world

        verifier = self.verifier
        arena = replace(verifier.arenas[0], connection=connection)
        return arena.build(covering_world(verifier.blueprints, verifier.people))

    def reports(self, cell: "Cell", together: "Iterable[Cell]", effort: "Effort") -> "list[Report]":
        """What is wrong with a cell. The cells that are judged together are exercised in the same worlds."""
        if cell not in self._judged:
            wanted = {cell, *together}
            found = self.verifier.run(effort, only=wanted).reports
            self._judged.update({each: [report for report in found if report.cell == each] for each in wanted})
        return self._judged[cell]

    @cached_property
    def time_rules(self) -> "tuple[RuleLine, ...]":
        """What became of the contract's rules about time."""
        from pgcordon.verify.time_rules import verify_time_rules

        return verify_time_rules(self.verifier, lambda _doing, _done, _of: None)

    def _shared_copy(self) -> str:
        if not self._copies:
            self._copies.append(self._closing.enter_context(self.loaded.copy()))
        return self._copies[0]

    def _connect(self, name: str) -> "Connection[Any]":
        return self.server.connect(name, user=self.loaded.platform.owner)


@dataclass(repr=False)
class Running:
    """Every server and system that this process has asked for, once."""

    started_in: Path
    postgres: str | None
    _closing: ExitStack = field(default_factory=ExitStack)
    _servers: "dict[Binaries, Server]" = field(default_factory=dict)
    _read: dict[Path, System] = field(default_factory=dict)
    _systems: "dict[Path, RunningSystem | CouldNotCheck]" = field(default_factory=dict)

    def close(self) -> None:
        self._closing.close()

    def read(self, folder: Path) -> System:
        """The system in the folder, without a server. Raises CouldNotCheck."""
        folder = folder.resolve()
        if folder not in self._read:
            with chdir(self.started_in):
                self._read[folder] = System.read(Path(self._shown(folder)))
        return self._read[folder]

    def server(self, request: str | None = None) -> "Server":
        """The server that the command line or else the request asks for. Raises CouldNotCheck."""
        try:
            from pgcordon.database import Server, locate
        except ImportError as missing:
            advice = "pip install 'pgcordon[verify]'"
            raise CouldNotCheck(f"this needs {missing.name}, which is not installed: {advice}") from missing

        binaries = locate(self.postgres or request)
        if binaries not in self._servers:
            self._servers[binaries] = self._closing.enter_context(Server.start(binaries))
        return self._servers[binaries]

    def system(self, folder: Path) -> RunningSystem:
        """The system in the folder, loaded. Raises CouldNotCheck, again and again without trying again."""
        folder = folder.resolve()
        if folder not in self._systems:
            try:
                self._systems[folder] = self._load(folder)
            except CouldNotCheck as error:
                self._systems[folder] = error
        found = self._systems[folder]
        if isinstance(found, CouldNotCheck):
            raise found
        return found

    def _load(self, folder: Path) -> RunningSystem:
        system = self.read(folder)
        server = self.server(system.settings.postgres)
        with chdir(self.started_in):
            loaded = server.load(system.platform, system.files)
        return RunningSystem(system, server, loaded, self._shown(folder), self.started_in, self._closing)

    def _shown(self, folder: Path) -> str:
        return os.path.relpath(folder, self.started_in)


_RUNNING: pytest.StashKey[Running] = pytest.StashKey()


def running(config: pytest.Config) -> Running:
    """What this pytest process keeps running; it ends with the process."""
    if _RUNNING not in config.stash:
        kept = Running(config.invocation_params.dir, config.getoption("--pgcordon-postgres"))
        config.stash[_RUNNING] = kept
        config.add_cleanup(kept.close)
    return config.stash[_RUNNING]


def contract_of(system: System) -> Contract:
    """What the system's access.toml says. Raises ContractError."""
    return read(system.folder / "access.toml", system.catalog, system.platform.actors)
