"""The entries `[[reset]]`."""

from collections.abc import Iterable
from zoneinfo import available_timezones

from pgcordon.contract.entries import ResetEntry
from pgcordon.contract.faults import did_you_mean
from pgcordon.contract.lookup import Relation
from pgcordon.contract.positions import KeyPath
from pgcordon.contract.scope import Scope
from pgcordon.contract.time_rules import ResetRule


def read_resets(entries: Iterable[ResetEntry], scope: Scope) -> tuple[ResetRule, ...]:
    """The reset rules in the order of the file."""
    rules = (_rule(entry, ("reset", index), scope) for index, entry in enumerate(entries))
    return tuple(rule for rule in rules if rule is not None)


def _rule(entry: ResetEntry, key: KeyPath, scope: Scope) -> ResetRule | None:
    relation = scope.table(entry.table, (*key, "table"))
    _check_zone(entry.zone, (*key, "zone"), scope)
    scope.statements(entry.run, {"now"}, (*key, "run"))
    if not entry.sets:
        scope.faults.add((*key, "sets"), "sets nothing; write for instance { daily_usage = 0 }")
    if relation is None:
        return None
    for column in entry.sets:
        scope.column(column, relation, (*key, "sets", column))
    scope.moment(entry.since, relation, (*key, "since"))
    _check_since(entry, relation, (*key, "since"), scope)
    return ResetRule(
        table=relation.name,
        sets={column: _text(value) for column, value in entry.sets.items()},
        every=entry.every,
        zone=entry.zone,
        since=entry.since,
        run=entry.run,
    )


def _check_since(entry: ResetEntry, relation: Relation, key: KeyPath, scope: Scope) -> None:
    if entry.since in entry.sets:
        scope.faults.add(key, f"{entry.since} is in sets too; leave it out there: the reset sets it to its own moment")
    table = scope.catalog.table(relation.name)
    column = table.column(entry.since) if table else None
    if entry.every == "hour" and column is not None and column.type.built_in and column.type.name == "date":
        scope.faults.add(key, f"{entry.since} is a date, which knows no hours; let it be a timestamp")


def _check_zone(zone: str, key: KeyPath, scope: Scope) -> None:
    """PostgreSQL and Python share one list of names. Where Python has none, the server will say."""
    known = available_timezones()
    if known and zone not in known:
        hint = did_you_mean(zone, known) or "; write for instance Europe/Stockholm"
        scope.faults.add(key, f"no such time zone: {zone}{hint}")


def _text(value: str | int | float | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
