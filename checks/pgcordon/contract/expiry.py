"""The entries `[[expiry]]`."""

from collections.abc import Iterable
from datetime import timedelta

from pgcordon.contract.durations import duration
from pgcordon.contract.entries import ExpiryEntry
from pgcordon.contract.positions import KeyPath
from pgcordon.contract.scope import Scope
from pgcordon.contract.time_rules import ExpiryRule
from pgcordon.model import Command


def read_expiry(entries: Iterable[ExpiryEntry], scope: Scope) -> tuple[ExpiryRule, ...]:
    """The expiry rules in the order of the file."""
    rules = (_rule(entry, ("expiry", index), scope) for index, entry in enumerate(entries))
    return tuple(rule for rule in rules if rule is not None)


def _rule(entry: ExpiryEntry, key: KeyPath, scope: Scope) -> ExpiryRule | None:
    relation = scope.table(entry.table, (*key, "table"))
    if not (entry.open or entry.sweep or entry.purge or entry.denies):
        scope.faults.add(key, "nothing to check; state open, sweep, purge or denies")
    clock, after = _deadline(entry, key, scope)
    if relation is None:
        return None
    if clock:
        scope.moment(clock, relation, (*key, "expires_at" if entry.expires_at else "clock"))
    alive = scope.predicate(entry.alive, relation, (*key, "alive")) if entry.alive is not None else None
    for name, statement in (("open", entry.open), ("sweep", entry.sweep), ("purge", entry.purge)):
        scope.statements(statement, {"uid", *relation.columns}, (*key, name))
    return ExpiryRule(
        table=relation.name,
        clock=clock,
        after=after,
        alive=alive.text if alive else "true",
        open=entry.open,
        sweep=entry.sweep,
        purge=entry.purge,
        denies=frozenset(Command(command.upper()) for command in entry.denies),
    )


def _deadline(entry: ExpiryEntry, key: KeyPath, scope: Scope) -> tuple[str, timedelta]:
    """The clock's column and the age at which a row is stale; the end itself is a clock that may have no age."""
    if entry.expires_at is not None:
        for name in ("clock", "after"):
            if getattr(entry, name) is not None:
                scope.faults.add((*key, name), "stands beside expires_at; state clock and after, or expires_at")
        return entry.expires_at, timedelta(0)
    if entry.clock is None:
        scope.faults.add(key, "no deadline; state clock and after, or expires_at")
    elif entry.after is None:
        scope.faults.add((*key, "clock"), 'needs an age beside it; write for instance after = "4 hours"')
    else:
        with scope.faults.at((*key, "after")):
            return entry.clock, duration(entry.after)
    return entry.clock or "", timedelta(0)
