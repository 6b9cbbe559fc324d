"""What the trials of one run came to, world by world."""

from dataclasses import dataclass, field

from pgcordon.actors.world import World
from pgcordon.model import Command
from pgcordon.verify.trial import Trial
from pgcordon.verify.verdicts import Cell, Fault, Tally, Verdict

FaultKey = tuple[Verdict, str, Cell]
_TELLING = ("read-through-function", "write-through-function")


@dataclass
class Found:
    """A fault, the first world in which it showed, and the columns that show it likewise."""

    fault: Fault
    world: World
    columns: list[str] = field(default_factory=list)


@dataclass
class Gathered:
    """Faults, each once, and tallies over all worlds."""

    attempts: int = 0
    worlds: int = 0
    tallies: dict[Cell, Tally] = field(default_factory=dict)
    faults: dict[FaultKey, Found] = field(default_factory=dict)
    failed_calls: dict[Cell, Found] = field(default_factory=dict)

    def add(self, trial: Trial, world: World, attempts: int) -> None:
        self.attempts += attempts
        self.worlds += 1
        for cell, tally in trial.tallies.items():
            self.tallies.setdefault(cell, Tally()).add(tally)
        for cell, fault in trial.failed_calls:
            self.failed_calls.setdefault(cell, Found(fault, world))
        for cell, fault in trial.faults:
            found = self.faults.setdefault((fault.verdict, fault.attack, cell), Found(fault, world))
            if fault.attempt.command is Command.UPDATE:
                found.columns += [name for name in fault.attempt.columns if name not in found.columns]

    def tally(self, cell: Cell) -> Tally:
        return self.tallies.get(cell, Tally())

    def worth_telling(self) -> dict[FaultKey, Found]:
        """The faults without the calls that what they read or wrote tells better."""
        return {key: found for key, found in self.faults.items() if not self._told_better(key)}

    def _told_better(self, key: FaultKey) -> bool:
        verdict, attack, cell = key
        if attack != "call-forbidden-function":
            return False
        return any((verdict, telling, cell) in self.faults for telling in _TELLING)
