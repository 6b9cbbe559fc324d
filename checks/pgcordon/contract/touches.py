"""The entries `[[touch]]`."""

from collections.abc import Iterable, Mapping

from pgcordon.contract.entries import TouchEntry
from pgcordon.contract.lookup import Relation
from pgcordon.contract.positions import KeyPath
from pgcordon.contract.scope import Scope
from pgcordon.contract.time_rules import TouchRule
from pgcordon.model import Command, Constraint


def read_touches(entries: Iterable[TouchEntry], scope: Scope) -> tuple[TouchRule, ...]:
    """The touch rules in the order of the file."""
    rules = (_rule(entry, ("touch", index), scope) for index, entry in enumerate(entries))
    return tuple(rule for rule in rules if rule is not None)


def _rule(entry: TouchEntry, key: KeyPath, scope: Scope) -> TouchRule | None:
    relation = scope.table(entry.table, (*key, "table"))
    touched = scope.table(entry.of, (*key, "of")) if entry.of is not None else relation
    if not entry.on:
        scope.faults.add((*key, "on"), 'names no command; write for instance ["insert", "update", "delete"]')
    if relation is None or touched is None:
        return None
    scope.timestamp(entry.moves, touched, (*key, "moves"), "a touch moves a timestamp")
    if entry.of is None:
        if entry.through is not None:
            scope.faults.add((*key, "through"), "leads to another table; state of as well")
        if "delete" in entry.on:
            scope.faults.add((*key, "on"), "a deleted row has no clock left to move; state of, or leave delete out")
    return TouchRule(
        table=relation.name,
        commands=tuple(Command(command.upper()) for command in entry.on),
        moves=entry.moves,
        of=touched.name,
        through=_through(entry, key, relation, touched, scope) if entry.of is not None else {},
    )


def _through(entry: TouchEntry, key: KeyPath, relation: Relation, touched: Relation, scope: Scope) -> Mapping[str, str]:
    """The columns that lead from the written row to the one whose column moves."""
    if entry.through is not None:
        scope.column(entry.through, relation, (*key, "through"))
    leading = [each for each in _keys_between(relation, touched, scope) if entry.through in (None, *each.columns)]
    if len(leading) == 1:
        return dict(zip(leading[0].columns, leading[0].referenced_columns, strict=True))
    if entry.through is not None:
        scope.faults.add((*key, "through"), f"{entry.through} is no foreign key to {touched.name}")
    else:
        number = "more than one foreign key leads" if leading else "no foreign key leads"
        scope.faults.add((*key, "of"), f"{number} from {relation.name} to {touched.name}; name a column in through")
    return {}


def _keys_between(relation: Relation, touched: Relation, scope: Scope) -> list[Constraint]:
    table = scope.catalog.table(relation.name)
    return [each for each in table.foreign_keys if each.references == touched.name] if table else []
