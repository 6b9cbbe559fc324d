"""Finds out who changes rows of a life cycle, and in which states the contract lets them."""

from collections.abc import Iterator, Mapping
from itertools import product

from pgcordon.actors.actor import Person
from pgcordon.actors.world import literal
from pgcordon.clock.insertable import Values
from pgcordon.clock.lifecycle.forms import aged
from pgcordon.clock.lifecycle.people import Assigned, Writer, freest
from pgcordon.clock.lifecycle.survey import Survey
from pgcordon.clock.scenario import key_columns
from pgcordon.clock.stage import OWNER
from pgcordon.clock.travel import as_owner
from pgcordon.model import Command


def writers(survey: Survey) -> Iterator[Writer]:
    """One of each kind whom the contract lets change some row or who is trusted, and the owner."""
    for people in survey.kinds(Command.UPDATE):
        found = (_writer(survey, person, forms) for person, forms in product(people, survey.rows))
        yield from freest(found, survey.rule.states)
    first = survey.rows[0]
    yield Writer(OWNER, first, frozenset(survey.rule.states), frozenset(), _others(survey, first, frozenset()))


def _writer(survey: Survey, person: Person, forms: Mapping[str, Values]) -> Writer:
    frozen = frozenset() if person.actor.trusted else survey.contract.frozen_for(person.actor)
    return Writer(person, forms, _entitled(survey, person, forms), frozen, _others(survey, forms, frozen))


def _entitled(survey: Survey, person: Person, forms: Mapping[str, Values]) -> frozenset[str]:
    """The states in which the contract lets the person change the row."""
    predicate = survey.contract.predicate(Command.UPDATE, person.actor)
    if predicate is None:
        return frozenset()
    connection = survey.setting.connection
    found = set()
    with as_owner(connection):
        for state, values in forms.items():
            with connection.transaction(force_rollback=True):
                connection.execute("; ".join(aged(survey.table, survey.rule, values).placement()))
                if survey.holds(predicate, person):
                    found.add(state)
    return frozenset(found)


def _others(survey: Survey, forms: Mapping[str, Values], frozen: frozenset[str]) -> Assigned:
    """Columns that can be changed beside the state, and what they hold in some other row or by default."""
    row = next(iter(forms.values()))
    pointing = {name for key in survey.table.foreign_keys for name in key.columns}
    kept = {*frozen, *pointing, *key_columns(survey.table), survey.rule.column, *survey.rule.stamps}
    names = [each.name for each in survey.table.columns if each.writable and each.name not in kept]
    rows = [each.values for each in survey.setting.world.rows_of(survey.table.name)]
    held = {name: next((each[name] for each in rows if each[name] != row[name]), row[name]) for name in row}
    return {name: literal(held[name]) if name in held else "default" for name in names}
