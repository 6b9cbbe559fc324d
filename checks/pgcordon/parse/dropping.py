"""Drop objects with all that goes with them."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from pgcordon.model import Column, Constraint, ObjectAddress, Span, Table, View
from pgcordon.model.changes import Changeable
from pgcordon.parse.dependents import Dependent, dependents_of, of_column, of_constraint, parts_of
from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.objects import Objects
from pgcordon.parse.replay import Replay


def drop(replay: Replay, things: Sequence[Changeable], span: Span, *, cascade: bool) -> None:
    """Drop these objects at once. Raises NotUnderstood where PostgreSQL would refuse for want of CASCADE."""
    objects = replay.objects
    doomed = _with_parts(objects, things)
    repairs: list[Dependent] = []
    for thing in doomed:
        for dependent in dependents_of(objects, thing):
            if dependent.thing is not None and dependent.thing in doomed:
                continue
            if not cascade and not _inside(dependent, doomed):
                raise _refused(str(things[0].address), dependent)
            if dependent.thing is not None:
                doomed.extend(each for each in _with_parts(objects, [dependent.thing]) if each not in doomed)
            else:
                repairs.append(dependent)
    for thing in doomed:
        _remove(objects, thing, span)
    _repair(objects, repairs, span)


def remove_column(replay: Replay, table: Table, column: Column, span: Span, *, cascade: bool) -> None:
    """Drop a column with its constraints, indexes and sequence. Raises NotUnderstood as `drop` does."""
    objects = replay.objects
    _settle(replay, str(column.address), list(of_column(objects, table, column)), span, cascade=cascade)
    table = objects.tables[table.name]
    for index in [each for each in objects.indexes.values() if each.table == table.name]:
        expressions = [each for each in (*(key.expression for key in index.keys), index.predicate) if each]
        names = {*index.columns, *index.included, *(name for each in expressions for name in each.column_names)}
        if column.name in names:
            objects.remove(index)
    for sequence in list(objects.sequences.values()):
        if sequence.owned_by == (table.name, column.name):
            _remove(objects, sequence, span)
    _withdraw_column_grants(objects, table.address, column.name)
    objects.define(
        replace(
            table,
            columns=tuple(each for each in table.columns if each.name != column.name),
            constraints=tuple(each for each in table.constraints if column.name not in each.columns),
        )
    )


def remove_constraint(replay: Replay, table: Table, constraint: Constraint, span: Span, *, cascade: bool) -> None:
    """Drop a constraint. Raises NotUnderstood as `drop` does, for foreign keys that need it."""
    dependents = list(of_constraint(replay.objects, table, constraint))
    _settle(replay, str(constraint.address), dependents, span, cascade=cascade)
    table = replay.objects.tables[table.name]
    replay.define(replace(table, constraints=tuple(each for each in table.constraints if each.name != constraint.name)))


def _settle(replay: Replay, what: str, dependents: list[Dependent], span: Span, *, cascade: bool) -> None:
    if dependents and not cascade:
        raise _refused(what, dependents[0])
    whole = [dependent.thing for dependent in dependents if dependent.thing is not None]
    if whole:
        drop(replay, whole, span, cascade=True)
    _repair(replay.objects, [each for each in dependents if each.repair], span)


def _refused(what: str, dependent: Dependent) -> NotUnderstood:
    return NotUnderstood(f"drops {what} without CASCADE, though {dependent.description} depends on it")


def _with_parts(objects: Objects, things: Iterable[Changeable]) -> list[Changeable]:
    """The objects, each followed by its parts and the parts' parts."""
    found: list[Changeable] = []
    pending = list(things)
    while pending:
        thing = pending.pop(0)
        if thing not in found:
            found.append(thing)
            pending.extend(parts_of(objects, thing))
    return found


def _inside(dependent: Dependent, doomed: Sequence[Changeable]) -> bool:
    """Whether a part that depends belongs to a table that is dropped anyway."""
    return any(isinstance(thing, Table) and thing.name == dependent.holder for thing in doomed)


def _repair(objects: Objects, dependents: Iterable[Dependent], span: Span) -> None:
    for dependent in dependents:
        if dependent.repair is not None:
            dependent.repair(objects, span)


def _remove(objects: Objects, thing: Changeable, span: Span) -> None:
    objects.remove(thing)
    for grant in objects.grants_on(thing.address):
        objects.remove(grant)
    if not isinstance(thing, Table | View):
        return
    for publication in list(objects.publications.values()):
        if thing.name in publication.tables:
            left = tuple(name for name in publication.tables if name != thing.name)
            objects.change(publication, span, tables=left)


def _withdraw_column_grants(objects: Objects, table: ObjectAddress, column: str) -> None:
    for grant in [each for each in objects.grants_on(table) if column in each.columns]:
        objects.remove(grant)
        if left := tuple(name for name in grant.columns if name != column):
            objects.define(replace(grant, columns=left))
