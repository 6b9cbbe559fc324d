"""Verifies one system: worlds, attacks, verdicts, from the cheapest to the cleverest."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import partial

from pgcordon.actors.actor import Person
from pgcordon.actors.blueprints import Blueprints
from pgcordon.actors.strategies import covering_world
from pgcordon.actors.world import World
from pgcordon.attacks.staging import Attempt, Stage, all_attacks
from pgcordon.contract.contract import Contract
from pgcordon.database.server import Server
from pgcordon.database.templates import Loaded
from pgcordon.model import Catalog, Command, Function, Table, View
from pgcordon.verify.arena import Arena
from pgcordon.verify.cells import cell_of, matrix, missing
from pgcordon.verify.examples import Effort, random_examples
from pgcordon.verify.places import place_of
from pgcordon.verify.reproduction import reproduce, write_script
from pgcordon.verify.scene import Scene
from pgcordon.verify.shrink import shrink
from pgcordon.verify.trial import Trial, run_trial
from pgcordon.verify.verdicts import Cell, Fault, Report, Tally, Verdict

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""

FaultKey = tuple[Verdict, str, Cell, tuple[str, ...]]


def _silent(_doing: str, _done: int, _of: int) -> None:
    pass


@dataclass
class Verifier:
    """One system, loaded, and its contract; `preparation.prepared` makes it."""

    system: str
    server: Server
    loaded: Loaded
    catalog: Catalog
    contract: Contract
    arena: Arena
    blueprints: Blueprints
    people: tuple[Person, ...]
    tables: tuple[Table, ...]
    views: tuple[View, ...]
    functions: tuple[Function, ...]
    attempts: int = 0
    worlds: int = 0
    tallies: dict[Cell, Tally] = field(default_factory=dict)
    _found: dict[FaultKey, tuple[Fault, World]] = field(default_factory=dict)
    _failed_calls: dict[Cell, tuple[Fault, World]] = field(default_factory=dict)

    @property
    def matrix(self) -> dict[Cell, str]:
        return matrix(self.contract, self.tables, self.functions)

    @property
    def accepted(self) -> dict[Cell, str]:
        """Cells that the contract lets go unexercised, and why."""
        return {Cell(each.address, each.actor, each.command): each.reason for each in self.contract.accepted}

    def run(
        self, effort: Effort, progress: Progress = _silent, only: Collection[Cell] | None = None
    ) -> tuple[Report, ...]:
        """Attack in the covering world and in random ones, then shrink and replay what was found.

        With `only`, no other cells are exercised or reported.
        """
        for number, world in enumerate(self._worlds(effort)):
            progress("attacking", number, effort.examples + 1)
            self._attack(world, only)
        return tuple(self._reports(progress, only))

    def _worlds(self, effort: Effort) -> Iterator[World]:
        yield covering_world(self.blueprints, self.people)
        yield from random_examples(self.blueprints, self.people, effort)

    def _attack(self, world: World, only: Collection[Cell] | None) -> None:
        with self.arena.staged(world) as scene:
            attempts = list(self._plan(scene, only))
            self._gather(run_trial(scene, attempts), scene.world)
        self.attempts += len(attempts)
        self.worlds += 1

    def _plan(self, scene: Scene, only: Collection[Cell] | None) -> Iterator[Attempt]:
        stage = self._stage(scene.world)
        # A cell's control is the same statement by somebody else, so other actors' cells come along.
        wanted = None if only is None else {(cell.address, cell.command) for cell in only}
        planned: set[tuple[str, str, str]] = set()
        for attack in all_attacks().values():
            for attempt in attack.attempts(stage):
                cell = self._cell(attempt)
                once = (attack.name, attempt.person.label, attempt.statement)
                if once not in planned and (wanted is None or (cell.address, cell.command) in wanted):
                    planned.add(once)
                    yield attempt

    def _stage(self, world: World) -> Stage:
        return Stage(world, self.catalog, self.contract, self.blueprints, self.tables, self.views, self.functions)

    def _cell(self, attempt: Attempt) -> Cell:
        return cell_of(attempt, self.tables, self.views)

    def _gather(self, trial: Trial, world: World) -> None:
        for cell, tally in trial.tallies.items():
            self.tallies.setdefault(cell, Tally()).add(tally)
        for cell, fault in trial.failed_calls.items():
            self._failed_calls.setdefault(cell, (fault, world))
        for fault in trial.faults:
            self._found.setdefault(self._key(fault), (fault, world))

    def _key(self, fault: Fault) -> FaultKey:
        """Faults with the same key are one. Columns tell only updates apart."""
        attempt = fault.attempt
        columns = attempt.columns if attempt.command is Command.UPDATE else ()
        return fault.verdict, attempt.attack, self._cell(attempt), columns

    def _reports(self, progress: Progress, only: Collection[Cell] | None) -> Iterator[Report]:
        found = {key: each for key, each in self._found.items() if only is None or key[2] in only}
        for number, (key, (fault, world)) in enumerate(found.items()):
            progress("shrinking", number, len(found))
            if not self._told_better(key):
                yield self._report(fault, world)
        faulty = {key[2] for key in found}
        for cell, says in self.matrix.items():
            if cell not in faulty and (only is None or cell in only):
                yield from self._idle(cell, says)

    def _told_better(self, key: FaultKey) -> bool:
        """Whether a forbidden call is already reported by what it read or wrote."""
        verdict, attack, cell, columns = key
        if attack != "call-forbidden-function":
            return False
        telling = ("read-through-function", "write-through-function")
        return any((verdict, each, cell, columns) in self._found for each in telling)

    def _idle(self, cell: Cell, says: str) -> Iterator[Report]:
        """Report a cell that was not exercised, unless the contract accepts that."""
        tally = self.tallies.get(cell, Tally())
        lacking = missing(says, tally)
        if lacking is None or cell in self.accepted:
            return
        if cell in self._failed_calls and not tally.done:
            yield self._report(*self._failed_calls[cell])
            return
        yield Report(Verdict.VACUOUS, cell, None, lacking, place_of(self.catalog, cell))

    def _report(self, fault: Fault, world: World) -> Report:
        world, fault = shrink(world, fault, partial(self._try_again, fault))
        cell = self._cell(fault.attempt)
        script = write_script(self.system, cell, fault, world, self.loaded.platform)
        reproduction = reproduce(self.server, self.loaded, script)
        attack = fault.attempt.attack
        place = place_of(self.catalog, cell)
        return Report(fault.verdict, cell, attack, fault.message, place, fault, world, reproduction)

    def _try_again(self, fault: Fault, world: World) -> Fault | None:
        """The same fault in another world, if it shows there."""
        key = self._key(fault)
        with self.arena.staged(world) as scene:
            stage = self._stage(scene.world)
            made = all_attacks()[fault.attempt.attack].attempts(stage)
            attempts = [attempt for attempt in made if self._cell(attempt) == key[2]]
            trial = run_trial(scene, attempts)
        faults = [*trial.faults, *trial.failed_calls.values()]
        return next((each for each in faults if self._key(each) == key), None)
