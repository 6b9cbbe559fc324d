"""The entries `[[lifecycle]]`."""

from collections.abc import Iterable

from pgcordon.contract.entries import LifecycleEntry
from pgcordon.contract.faults import did_you_mean
from pgcordon.contract.positions import KeyPath
from pgcordon.contract.scope import Scope
from pgcordon.contract.time_rules import LifecycleRule


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
    _check_states(entry.starts or (), entry, (*key, "starts"), scope)
    for column, states in entry.stamps.items():
        _check_states(states, entry, (*key, "stamps", column), scope)
    if relation is None:
        return None
    scope.column(entry.column, relation, (*key, "column"))
    for column in entry.stamps:
        scope.moment(column, relation, (*key, "stamps", column))
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
