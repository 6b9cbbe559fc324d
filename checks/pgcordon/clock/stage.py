"""What every rule about time is set on: a world, and who acts in it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from pgcordon.actors.actor import Actor, Person
from pgcordon.actors.world import World
from pgcordon.clock.statements import may_run
from pgcordon.contract.contract import Contract
from pgcordon.contract.time_rules import TimeRule
from pgcordon.model import Catalog, Table

Rule = TypeVar("Rule", bound=TimeRule, covariant=True)

OWNER = Person(Actor("owner", role="none"), None, "the owner")
"""Whoever owns the schema: a scheduled job runs as the owner."""


@dataclass(frozen=True)
class Stage(Generic[Rule]):
    """A rule, set on a world. Properties see no more than this."""

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

    def runner(self, statement: str) -> Person:
        """Who runs the statement: the backend where it may, else whoever may, else the owner."""
        allowed = [each for each in self.world.people if may_run(statement, each.actor, self.catalog, self.contract)]
        trusted = [each for each in allowed if each.actor.trusted]
        return next(iter([*trusted, *allowed]), OWNER)
