"""The entries `[[lifecycle]]`."""

from collections.abc import Iterable

from pgcordon.contract.entries import LifecycleEntry
from pgcordon.contract.faults import did_you_mean
from pgcordon.contract.lookup import Relation
from pgcordon.contract.positions import KeyPath
from pgcordon.contract.scope import Scope
from pgcordon.contract.time_rules import LifecycleRule
from pgcordon.model import QualifiedName


def read_lifecycles(entries: Iterable[LifecycleEntry], scope: Scope) -> tuple[LifecycleRule, ...]:
    """The life cycles in the order of the file."""
    rules = (_rule(entry, ("lifecycle", index), scope) for index, entry in enumerate(entries))
    return tuple(rule for rule in rules if rule is not None)


def _rule(entry: LifecycleEntry, key: KeyPath, scope: Scope) -> LifecycleRule | None:
    relation = scope.table(entry.table, (*key, "table"))
    if not entry.steps:
        scope.faults.add((*key, "steps"), "names no state; write for instance { open = ['closed'], closed = [] }")
    for state, following in entry.steps.items():
        _check_states(following, entry, (*key, "steps", state), scope)
        if state in following:
            place = (*key, "steps", state, following.index(state))
            scope.faults.add(place, f"{state} leads to itself; staying in a state is no step")
    if entry.starts == []:
        scope.faults.add((*key, "starts"), "names no state; leave it out where rows begin in any")
    _check_states(entry.starts or (), entry, (*key, "starts"), scope)
    for column, states in entry.stamps.items():
        _check_states(states, entry, (*key, "stamps", column), scope)
    if relation is None:
        return None
    scope.column(entry.column, relation, (*key, "column"))
    _check_labels(entry, relation, key, scope)
    for column in entry.stamps:
        scope.timestamp(column, relation, (*key, "stamps", column), "a stamp is a timestamp")
    return LifecycleRule(
        table=relation.name,
        column=entry.column,
        starts=tuple(entry.starts if entry.starts is not None else entry.steps),
        steps={state: tuple(following) for state, following in entry.steps.items()},
        stamps={column: frozenset(states) for column, states in entry.stamps.items()},
    )


def _check_states(states: Iterable[str], entry: LifecycleEntry, key: KeyPath, scope: Scope) -> None:
    for index, state in enumerate(states):
        if state not in entry.steps:
            hint = did_you_mean(state, entry.steps) or "; give it an entry in steps, [] where it is final"
            scope.faults.add((*key, index), f"no such state: {state}{hint}")


def _check_labels(entry: LifecycleEntry, relation: Relation, key: KeyPath, scope: Scope) -> None:
    """The states of an enum are among its labels."""
    table = scope.catalog.table(relation.name)
    column = table.column(entry.column) if table else None
    enum = scope.catalog.enum(QualifiedName(column.type.schema, column.type.name)) if column else None
    if enum is None:
        return
    for state in entry.steps:
        if state not in enum.labels:
            hint = did_you_mean(state, enum.labels) or f"; there are {', '.join(enum.labels)}"
            scope.faults.add((*key, "steps", state), f"no such label of {enum.name}: {state}{hint}")
