"""Finds out who inserts rows of a life cycle, by inserting them, and in which states the contract lets them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from pgcordon.actors.actor import Person
from pgcordon.actors.world import literal
from pgcordon.clock.acting import WORKED, run
from pgcordon.clock.insertable import Insertable, Values, insertable
from pgcordon.clock.lifecycle.people import Assigned, Inserter, changes, freest, inserting, written
from pgcordon.clock.lifecycle.survey import Survey
from pgcordon.clock.scenario import Call
from pgcordon.clock.stage import OWNER
from pgcordon.model import Command, quote_identifier

_MOST_TRIED = 24
_MOST_SEEN = 8


def inserters(survey: Survey) -> Iterator[Inserter]:
    """One of each kind whom the contract lets insert some row or who is trusted, and the owner, as far as they can."""
    for people in (*survey.kinds(Command.INSERT), [OWNER]):
        found = (each for person in people for each in _inserting(survey, person))
        for inserter in freest(islice(found, _MOST_SEEN), survey.rule.starts):
            yield replace(inserter, rows=_in_every_state(survey, inserter))


def _inserting(survey: Survey, person: Person) -> Iterator[Inserter]:
    """What the person inserts in states in which rows begin."""
    setting = survey.setting
    for each in islice(insertable(setting.world, setting.blueprints, survey.table, person), _MOST_TRIED):
        begun = _begun(survey, person, each)
        if begun:
            yield Inserter(person, each.row, begun, frozenset(_entitled(survey, person, begun)))


def _in_every_state(survey: Survey, inserter: Inserter) -> Mapping[str, Assigned]:
    """What an INSERT names of the row in each state that it can have."""
    named = next(iter(inserter.rows.values()))
    return {**_named(survey, inserter.row, named, survey.rule.states), **inserter.rows}


def _begun(survey: Survey, person: Person, row: Insertable) -> Mapping[str, Assigned]:
    """The states in which rows begin and in which this one can stand, if the person can insert it in one of them.

    They may be able to if they leave the state to its default.
    """
    named = {name: value for name, value in written(row.named).items() if name not in survey.rule.stamps}
    begun = _named(survey, row.row, named, survey.rule.starts)
    for state, whole in begun.items():
        unnamed = {name: value for name, value in whole.items() if name != survey.rule.column}
        for each in (whole, unnamed):
            if _begins(survey, person, each, state):
                return {**begun, state: each}
    return {}


def _named(survey: Survey, row: Values, named: Assigned, states: Collection[str]) -> dict[str, Assigned]:
    """The columns that are named, and what else the row needs in each of these states."""
    return {
        state: {**named, **changes(survey.rule, row, form), survey.rule.column: literal(state)}
        for state, form in survey.forms.of(row, states).items()
    }


def _entitled(survey: Survey, person: Person, begun: Mapping[str, Assigned]) -> Iterator[str]:
    """The states in which the person must be able to insert the row: where the owner can, and the contract agrees."""
    predicate = survey.contract.predicate(Command.INSERT, person.actor)
    for state, row in begun.items():
        if person == OWNER or (predicate is not None and _begins(survey, OWNER, row, state, predicate, person)):
            yield state


def _begins(
    survey: Survey, person: Person, row: Assigned, state: str, predicate: str = "true", judged: Person = OWNER
) -> bool:
    """Whether the person can insert the row, it is then in this state, and the predicate holds for it."""
    setting = survey.setting
    call = Call(person, inserting(survey.table, row))
    in_state = f"{quote_identifier(survey.rule.column)}::text = {literal(state)}"
    with setting.connection.transaction(force_rollback=True):
        output, sqlstate = run(setting.connection, setting.settings, call)
        return (sqlstate, output) == (WORKED, "1") and survey.holds(f"{in_state} and ({predicate})", judged)
