"""Who writes rows of a life cycle, and which rows."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from pgcordon.actors.actor import Person
from pgcordon.actors.world import literal
from pgcordon.clock.insertable import Values
from pgcordon.contract.time_rules import LifecycleRule
from pgcordon.model import Table, quote_identifier

Assigned = Mapping[str, str]
"""Columns and what they are set to, as SQL."""
NOTHING: Assigned = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who changes a row, and the row."""

    person: Person
    forms: Mapping[str, Values]
    """What the row holds in each state."""
    entitled: frozenset[str]
    """The states in which the contract lets them change it, and leave it after a change."""
    frozen: frozenset[str]
    """The columns that they may not change."""
    others: Assigned
    """Columns beside the state that they may change, and another value for each."""


@dataclass(frozen=True, slots=True)
class Inserter:
    """Somebody who was seen to insert a row in one of the states in which rows begin."""

    person: Person
    row: Values
    """The whole row, whatever state it is in."""
    rows: Mapping[str, Assigned]
    """What their INSERT names in each state, without stamps."""
    entitled: frozenset[str]
    """The states in which the contract lets them insert it, of those in which rows begin."""


Entitled = TypeVar("Entitled", Writer, Inserter)


def freest(found: Iterable[Entitled], states: Collection[str]) -> Iterator[Entitled]:
    """Whoever is entitled in the most states, looking no further than for one who is in all of these; if anybody."""
    best: list[Entitled] = []
    for each in found:
        best = [each] if not best or len(each.entitled) > len(best[0].entitled) else best
        if best[0].entitled.issuperset(states):
            break
    yield from best


def changes(rule: LifecycleRule, before: Values, after: Values) -> Assigned:
    """What must be written to make one form of a row into the other; stamps are the schema's to write."""
    left = {name: "default" for name in before if name not in after}
    set_to = {name: value for name, value in after.items() if name not in before or before[name] != value}
    return {name: value for name, value in {**written(set_to), **left}.items() if name not in rule.stamps}


def written(values: Values) -> Assigned:
    return {name: literal(value) for name, value in values.items()}


def inserting(table: Table, assigned: Assigned) -> str:
    """An INSERT of one row. Keys that are always generated can be stated all the same, by who says so."""
    columns, values = ", ".join(map(quote_identifier, assigned)), ", ".join(assigned.values())
    generated = any(each.identity == "always" and each.name in assigned for each in table.columns)
    overriding = "overriding system value " if generated else ""
    return f"insert into {table.name} ({columns}) {overriding}values ({values})"
