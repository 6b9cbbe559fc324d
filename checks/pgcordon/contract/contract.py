"""A contract, checked against the catalog and ready to be asked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pgcordon.actors.actor import Actor, Person
from pgcordon.contract.time_rules import ExpiryRule, LifecycleRule, ResetRule, TimeRule, TouchRule
from pgcordon.model import Command, Function, ObjectAddress, QualifiedName

_UID = re.compile(r"(?<![:\w]):uid\b")


def bind_uid(sql: str, person: Person) -> str:
    """The SQL with every `:uid` replaced by this person's id; `::uid` (a cast) is left alone."""
    return _UID.sub(person.uid_literal.replace("\\", r"\\"), sql)


@dataclass(frozen=True, slots=True)
class TableContract:
    """What access.toml says of one table. Actors and commands that it does not list are refused."""

    table: QualifiedName
    own: str | None = None
    permissions: Mapping[Command, Mapping[str, str]] = field(default_factory=dict)
    """For each command and actor name a predicate over the row: `own` resolved, "all" as `true`."""
    frozen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For each actor name the columns that it may not change."""
    hidden: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For each actor name the columns that it may not read."""

    def predicate(self, command: Command, actor: Actor) -> str | None:
        """The rows for which the actor may run the command, as SQL with `:uid`; None where it may not at all."""
        return self.permissions.get(command, {}).get(actor.name)

    def frozen_for(self, actor: Actor) -> frozenset[str]:
        return self.frozen.get(actor.name, frozenset())

    def hidden_for(self, actor: Actor) -> frozenset[str]:
        return self.hidden.get(actor.name, frozenset())


@dataclass(frozen=True, slots=True)
class FunctionContract:
    """Who may call a function, and what it is meant to reach beyond what its caller could reach directly."""

    function: Function
    execute: frozenset[str] = frozenset()
    exposes: frozenset[QualifiedName] = frozenset()
    writes: frozenset[QualifiedName] = frozenset()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """A cell that need not be exercised, and why."""

    address: ObjectAddress
    actor: str
    command: Command
    reason: str


@dataclass(frozen=True, slots=True)
class Contract:
    """Everything that access.toml says. `path` is where it was read from, for messages."""

    path: str
    actors: Mapping[str, Actor]
    tables: Mapping[QualifiedName, TableContract]
    functions: Mapping[ObjectAddress, FunctionContract]
    expiry: tuple[ExpiryRule, ...] = ()
    resets: tuple[ResetRule, ...] = ()
    touches: tuple[TouchRule, ...] = ()
    lifecycles: tuple[LifecycleRule, ...] = ()
    accepted: tuple[Accepted, ...] = ()

    @property
    def time_rules(self) -> tuple[TimeRule, ...]:
        """Every rule about time, in the order in which they are held."""
        return (*self.expiry, *self.resets, *self.touches, *self.lifecycles)

    def predicates(self) -> Iterator[str]:
        """Every predicate of every table."""
        for rules in self.tables.values():
            for by_actor in rules.permissions.values():
                yield from by_actor.values()

    def table(self, name: QualifiedName) -> TableContract:
        """The table's entry; an unlisted table's entry refuses everyone everything."""
        return self.tables.get(name) or TableContract(name)

    def function(self, function: Function) -> FunctionContract:
        """The function's entry; an unlisted function's entry refuses everyone."""
        return self.functions.get(function.address) or FunctionContract(function)
