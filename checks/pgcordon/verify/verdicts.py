"""Verdicts, and what is reported of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pgcordon.actors.world import World
from pgcordon.attacks.staging import Attempt
from pgcordon.contract.time_rules import TimeRule
from pgcordon.model import Command, ObjectAddress, Span


class Verdict(StrEnum):
    """What holding an attempt against the contract comes to."""

    ENFORCED = "ENFORCED"
    VIOLATED = "VIOLATED"
    TOO_STRICT = "TOO_STRICT"
    BROKEN = "BROKEN"
    VACUOUS = "VACUOUS"


@dataclass(frozen=True, slots=True)
class Evidence:
    """An SQL boolean that is true where the fault shows. psql evaluates it after the statement.

    With `instead` it is a query that the actor runs in place of the statement's own output. It may use psql's
    variables `:'sqlstate'`, `:affected` and `:'message'` of the statement.
    """

    condition: str
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A judged attempt that is not ENFORCED."""

    verdict: Verdict
    attempt: Attempt
    message: str
    expected: str
    got: str
    evidence: Evidence
    shown_by: str | None = None

    @property
    def attack(self) -> str:
        """The attack that the fault is told as: for a call it depends on what the call did."""
        return self.shown_by or self.attempt.attack


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One entry of the access matrix: what an actor may do with an object."""

    address: ObjectAddress
    actor: str
    command: Command

    def __str__(self) -> str:
        return f"{self.actor} {self.command} {self.address.identity}"


@dataclass(frozen=True, slots=True)
class Reproduction:
    """A psql script that shows a fault, and whether replaying it did."""

    id: str
    script: str
    confirmed: bool
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A fault as it is reported: shrunk, with the script that replays it.

    A vacuous cell has no attempt that could be shown, so `fault` and `reproduction` are None.
    """

    verdict: Verdict
    cell: Cell
    attack: str | None
    message: str
    span: Span | None = None
    fault: Fault | None = None
    world: World | None = None
    reproduction: Reproduction | None = None


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What became of one rule about time."""

    rule: TimeRule
    address: ObjectAddress
    """The table whose rows were looked at."""
    reports: Mapping[str, tuple[Report, ...]]
    """For each property that the rule promises what is wrong with it."""

    @property
    def found(self) -> tuple[Report, ...]:
        """Everything that is wrong."""
        return tuple(report for theirs in self.reports.values() for report in theirs)

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """A verdict for each property."""
        return {name: theirs[0].verdict if theirs else Verdict.ENFORCED for name, theirs in self.reports.items()}


@dataclass(slots=True)
class Tally:
    """What was seen of one cell."""

    done: int = 0
    """Allowed attempts that worked."""
    refused: int = 0
    """Forbidden attempts that were refused although the control worked."""
    unproven: int = 0
    """Forbidden attempts that were refused, as everybody's would have been."""

    def add(self, other: "Tally") -> None:
        self.done += other.done
        self.refused += other.refused
        self.unproven += other.unproven


@dataclass(frozen=True)
class Result:
    """What verifying one system came to."""

    path: str
    reports: tuple[Report, ...]
    matrix: Mapping[Cell, str]
    """For each cell what the contract says: `all`, `own`, `some` or `-`."""
    tallies: Mapping[Cell, Tally]
    accepted: Mapping[Cell, str]
    """Vacuous cells that the contract accepts, and why."""
    attempts: int
    worlds: int
    seconds: float
    loaded_in: float
    server: str
    not_understood: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    time_rules: tuple[RuleLine, ...] = ()

    @property
    def vacuous(self) -> tuple[Cell, ...]:
        return tuple(each.cell for each in self.reports if each.verdict is Verdict.VACUOUS)

    @property
    def exercised(self) -> int:
        """How many cells were exercised; those that the contract accepts as they are do not count."""
        return len(self.matrix) - len(self.matrix.keys() & self.vacuous) - len(self.accepted)

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How often each verdict was reached: attempts that are ENFORCED, faults that are not."""
        enforced = sum(tally.done + tally.refused for tally in self.tallies.values())
        faults = Counter(each.verdict for each in self.reports)
        return {verdict: faults[verdict] for verdict in Verdict} | {Verdict.ENFORCED: enforced}

    @property
    def holds(self) -> bool:
        return not self.reports
