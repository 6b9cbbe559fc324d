"""Verifies one system: worlds, attacks, verdicts, from the cheapest to the cleverest."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from pgcordon.actors.actor import Person
from pgcordon.actors.blueprints import Blueprints
from pgcordon.actors.strategies import covering_world
from pgcordon.actors.world import World
from pgcordon.attacks.staging import Attempt, Stage, all_attacks
from pgcordon.contract.contract import Contract
from pgcordon.database.server import Server
from pgcordon.database.templates import Loaded
from pgcordon.model import Catalog, Function, ObjectAddress, QualifiedName, Table, View
from pgcordon.verify.arena import Arena, in_arenas
from pgcordon.verify.cells import cell_of, matrix, missing
from pgcordon.verify.examples import Effort, random_examples
from pgcordon.verify.gathering import Found, Gathered
from pgcordon.verify.places import place_of
from pgcordon.verify.reproduction import reproduce, write_script
from pgcordon.verify.scene import Scene
from pgcordon.verify.shrink import shrink
from pgcordon.verify.trial import Trial, run_trial
from pgcordon.verify.verdicts import Cell, Fault, Report, Tally, Verdict

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


def _silent(_doing: str, _done: int, _of: int) -> None:
    pass


@dataclass(frozen=True)
class Run:
    """What one run came to."""

    reports: tuple[Report, ...]
    tallies: dict[Cell, Tally]
    attempts: int
    worlds: int


@dataclass(frozen=True)
class Verifier:
    """One system, loaded, and its contract; `preparation.prepared` makes it. Runs know nothing of each other."""

    system: str
    server: Server
    loaded: Loaded
    catalog: Catalog
    contract: Contract
    arenas: tuple[Arena, ...]
    """Copies of the schema that can be attacked at the same time."""
    blueprints: Blueprints
    people: tuple[Person, ...]
    tables: tuple[Table, ...]
    views: tuple[View, ...]
    functions: tuple[Function, ...]

    @cached_property
    def matrix(self) -> dict[Cell, str]:
        return matrix(self.contract, self.tables, self.functions)

    @cached_property
    def relations(self) -> dict[QualifiedName, ObjectAddress]:
        """The addresses of the tables and views that are attacked."""
        tables = {table.name: table.address for table in self.tables}
        return tables | {view.name: view.address for view in self.views}

    @cached_property
    def _undrawn(self) -> dict[ObjectAddress, str]:
        """Why some tables have no rows."""
        undrawable = self.blueprints.undrawable
        return {each.address: undrawable[each.name] for each in self.tables if each.name in undrawable}

    @cached_property
    def accepted(self) -> dict[Cell, str]:
        """Cells that the contract lets go unexercised, and why."""
        return {Cell(each.address, each.actor, each.command): each.reason for each in self.contract.accepted}

    def run(self, effort: Effort, progress: Progress = _silent, only: Collection[Cell] | None = None) -> Run:
        """Attack in the covering world and in random ones, then shrink and replay what was found.

        With `only`, no other cells are exercised or reported.
        """
        gathered = Gathered()
        worlds = list(self._worlds(effort))
        attacked = in_arenas(self.arenas, partial(self._attack, only), worlds)
        for number, (trial, world, attempts) in enumerate(attacked, start=1):
            gathered.add(trial, world, attempts)
            progress("attacking", number, len(worlds))
        reports = tuple(self._reports(gathered, progress, only))
        return Run(reports, gathered.tallies, gathered.attempts, gathered.worlds)

    def _attack(self, only: Collection[Cell] | None, arena: Arena, world: World) -> tuple[Trial, World, int]:
        with arena.staged(world) as scene:
            attempts = list(self._plan(scene, only))
            return run_trial(scene, attempts, self.relations), scene.world, len(attempts)

    def _worlds(self, effort: Effort) -> Iterator[World]:
        yield covering_world(self.blueprints, self.people)
        yield from random_examples(self.blueprints, self.people, effort)

    def _plan(self, scene: Scene, only: Collection[Cell] | None) -> Iterator[Attempt]:
        """Every attack's attempts, each statement once a person."""
        # A cell's control is the same statement by somebody else, so other actors' cells come along.
        wanted = None if only is None else {(cell.address, cell.command) for cell in only}
        stage = self._stage(scene, None if only is None else {cell.address for cell in only})
        planned: set[tuple[str, str]] = set()
        for attack in all_attacks().values():
            for attempt in attack.attempts(stage):
                once = (attempt.person.label, attempt.statement)
                if once in planned:
                    continue
                planned.add(once)
                cell = cell_of(attempt, self.relations)
                if wanted is None or (cell.address, cell.command) in wanted:
                    yield attempt

    def _stage(self, scene: Scene, targets: Collection[ObjectAddress] | None) -> Stage:
        """What attacks are set on: everything, or no more than it takes to attack these.

        Calls draw their arguments from every table.
        """
        functions = tuple(each for each in self.functions if targets is None or each.address in targets)
        return Stage(
            world=scene.world,
            catalog=self.catalog,
            contract=self.contract,
            blueprints=self.blueprints,
            tables=tuple(
                each
                for each in self.tables
                if each.name in self.blueprints.tables and (targets is None or functions or each.address in targets)
            ),
            views=tuple(each for each in self.views if targets is None or each.address in targets),
            functions=functions,
            sees=scene.sees,
        )

    def _reports(self, gathered: Gathered, progress: Progress, only: Collection[Cell] | None) -> Iterator[Report]:
        telling = [(key[2], each) for key, each in gathered.worth_telling().items() if only is None or key[2] in only]
        faulty = {cell for _, _, cell in gathered.faults}
        for cell, says in self.matrix.items():
            if cell not in faulty and (only is None or cell in only) and cell not in self.accepted:
                lacking = missing(says, gathered.tally(cell))
                failed = None if gathered.tally(cell).done else gathered.failed_calls.get(cell)
                if lacking and failed:
                    telling.append((cell, failed))
                elif lacking:
                    undrawn = self._undrawn.get(cell.address)
                    yield Report(Verdict.VACUOUS, cell, None, undrawn or lacking, place_of(self.catalog, cell))
        for number, report in enumerate(in_arenas(self.arenas, self._report, telling), start=1):
            yield report
            progress("shrinking", number, len(telling))

    def _report(self, arena: Arena, told: tuple[Cell, Found]) -> Report:
        cell, found = told
        world, fault = shrink(found.world, found.fault, partial(self._try_again, arena, cell, found.fault))
        others = [name for name in found.columns if name not in fault.attempt.columns]
        if others:
            fault = replace(fault, message=f"{fault.message} (likewise {', '.join(others)})")
        script = write_script(self.system, cell, fault, world, self.loaded.platform)
        reproduction = reproduce(self.server, self.loaded, script)
        place = place_of(self.catalog, cell)
        return Report(fault.verdict, cell, fault.attack, fault.message, place, fault, world, reproduction)

    def _try_again(self, arena: Arena, cell: Cell, sought: Fault, world: World) -> Fault | None:
        """The same fault in another world, if it shows there."""
        label = sought.attempt.person.label
        with arena.staged(world) as scene:
            attempts = [
                attempt
                for attempt in all_attacks()[sought.attempt.attack].attempts(self._stage(scene, {cell.address}))
                if attempt.person.label == label and cell_of(attempt, self.relations) == cell
            ]
            trial = run_trial(scene, attempts, self.relations)
        for _, fault in (*trial.faults, *trial.failed_calls):
            if (fault.verdict, fault.attack) == (sought.verdict, sought.attack):
                return fault
        return None
