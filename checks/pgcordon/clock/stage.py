"""What every rule about time is set on: a world, and who acts in it."""

from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from pgcordon.actors.actor import Actor, Person
from pgcordon.actors.world import World
from pgcordon.clock.scenario import Call
from pgcordon.clock.statements import called_functions, may_run
from pgcordon.contract.contract import Contract
from pgcordon.contract.time_rules import TimeRule
from pgcordon.model import Catalog, Table

Rule = TypeVar("Rule", bound=TimeRule, covariant=True)

OWNER = Person(Actor("owner", role="none"), None, "the owner")
"""Whoever owns the schema: a scheduled job runs as the owner."""


@dataclass(frozen=True)
class Stage(Generic[Rule]):
    """A rule, set on a world. Properties see no more than this."""

    case: ClassVar[str] = ""
    """What the faults beside the first are counted as; where it says nothing, they are not counted."""

    rule: Rule
    table: Table
    """The table whose rows are looked at."""
    catalog: Catalog
    contract: Contract
    world: World
    """The world in which scenarios are played."""

    @property
    def statement(self) -> str:
        """The SQL that the rule is about, where it names any."""
        return ""

    @property
    def untried(self) -> str:
        """Why a property that the rule promises could not be tried, where no scenario was found for it."""
        return "nobody was found for whom this could be tried"

    def sort(self, call: Call) -> tuple[str, ...]:
        """What a fault is told by: of those that end in calls of one sort, only the first is reported."""
        return tuple(each.identity for each in called_functions(call.statement, self.catalog))

    def told(self, message: str, others: int) -> str:
        """The message of the first fault of a sort, of which there are so many others."""
        if not self.case or not others:
            return message
        return f"{message} (likewise {others} other {self.case}{'s' if others > 1 else ''})"

    def runner(self, statement: str) -> Person:
        """Who runs the statement: the backend where it may, else whoever may, else the owner.

        Plain SQL that is about everybody's rows is for the backend.
        """
        trusted = [each for each in self.world.people if each.actor.trusted]
        if not called_functions(statement, self.catalog):
            return next(iter(trusted), OWNER)
        allowed = [each for each in self.world.people if may_run(statement, each.actor, self.catalog, self.contract)]
        return next(iter([*(each for each in trusted if each in allowed), *allowed]), OWNER)
