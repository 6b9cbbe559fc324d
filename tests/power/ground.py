"""A sound schema, of which a copy is changed, loaded and verified for every planted change."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from pgcordon.contract import read
from pgcordon.database import Loaded, Server
from pgcordon.database.load import load_files
from pgcordon.model import Command
from pgcordon.systems import System
from pgcordon.verify.examples import Effort
from pgcordon.verify.preparation import prepared
from pgcordon.verify.time_rules import verify_time_rules
from pgcordon.verify.verdicts import Cell, Report
from pgcordon.verify.verifier import Verifier
from power.hole import Edit, Expected

_ADDED = "90_added.sql"


@dataclass(frozen=True)
class Ground:
    """One system as it is. The files before the first one that a change concerns are loaded once for all changes."""

    server: Server
    system: System
    _begun: dict[int, Loaded] = field(default_factory=dict)
    """The first so many files, loaded."""

    @contextmanager
    def changed(self, folder: Path, edits: Sequence[Edit], extra_sql: str) -> Iterator[Verifier]:
        """A verifier of the schema with these edits and this SQL at its end; the folder takes the changed files."""
        files = self._files(folder, edits, extra_sql)
        system = System.read(self.system.folder, files)
        contract = read(self.system.folder / "access.toml", system.catalog, system.platform.actors)
        with (
            self._loaded(files) as loaded,
            prepared(str(self.system.folder), self.server, loaded, system.catalog, contract) as verifier,
        ):
            yield verifier

    def _files(self, folder: Path, edits: Sequence[Edit], extra_sql: str) -> list[Path]:
        texts: dict[Path, str] = {}
        for edit in edits:
            path = self.system.folder / edit.file
            texts[path] = edit.applied(texts[path] if path in texts else path.read_text("utf-8"))
        changed = {path: _written(folder / path.name, text) for path, text in texts.items()}
        added = [_written(folder / _ADDED, extra_sql)] if extra_sql else []
        return [changed.get(path, path) for path in self.system.files] + added

    @contextmanager
    def _loaded(self, files: Sequence[Path]) -> Iterator[Loaded]:
        """The files, loaded on top of those that need not be loaded again; gone afterwards."""
        sound = self.system.files
        unchanged = next((number for number, file in enumerate(sound) if file != files[number]), len(sound))
        begun = self._begin(unchanged)
        with begun.copy() as name:
            with self.server.connect(name, user=begun.platform.owner) as connection:
                load_files(connection, files[unchanged:])
            yield replace(begun, template=name)

    def _begin(self, count: int) -> Loaded:
        if count not in self._begun:
            self._begun[count] = self.server.load(self.system.platform, self.system.files[:count])
        return self._begun[count]


def cells(verifier: Verifier) -> Collection[Cell]:
    """Every cell that is judged. Those of views are no part of the matrix, but are judged all the same."""
    doors = (Command.SELECT, Command.UPDATE, Command.DELETE)
    actors = verifier.contract.actors
    views = {Cell(view.address, actor, door) for view in verifier.views for actor in actors for door in doors}
    return {*verifier.matrix, *views}


def _written(path: Path, text: str) -> Path:
    path.write_text(text + "\n", "utf-8")
    return path


def reported(verifier: Verifier, expected: Expected) -> list[Report]:
    """Everything that is reported of what is expected to be wrong, in the covering world."""
    if expected.of_time:
        only_property = None if expected.attack is None else [expected.attack]
        lines = verify_time_rules(verifier, lambda _doing, _done, _of: None, only_property)
        return [report for line in lines for report in line.found]
    only = {cell for cell in cells(verifier) if expected.concerns(cell)}
    return list(verifier.run(Effort(examples=0), only=only).reports)
