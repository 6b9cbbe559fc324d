"""What depends on an object, as PostgreSQL's pg_depend would have it.

Parts (a table's indexes, triggers, policies, partitions, sequences) go with their object. Anything else that
depends on it stops a DROP, or goes too with CASCADE.
"""

from collections.abc import Callable, Iterator
from functools import partial

import msgspec
from msgspec.structs import replace

from pgcordon.model import (
    Column,
    CompositeType,
    Constraint,
    Domain,
    EnumType,
    Expression,
    Function,
    QualifiedName,
    RangeType,
    Schema,
    Sequence,
    Span,
    Table,
    View,
)
from pgcordon.model.changes import Changeable
from pgcordon.parse.objects import Objects

Repair = Callable[[Objects, Span], None]


class Dependent(msgspec.Struct, frozen=True):
    """An object that goes with CASCADE, or a part of the table `holder`, which `repair` takes away."""

    description: str
    thing: Changeable | None = None
    holder: QualifiedName | None = None
    repair: Repair | None = None


def parts_of(objects: Objects, thing: Changeable) -> Iterator[Changeable]:
    """What is dropped with an object without being asked."""
    match thing:
        case Table(name=name):
            yield from objects.on_table(name)
            yield from [each for each in objects.tables.values() if each.partition_of == name]
            yield from [each for each in objects.sequences.values() if each.owned_by and each.owned_by[0] == name]
        case View(name=name):
            yield from objects.on_table(name)


def dependents_of(objects: Objects, thing: Changeable) -> Iterator[Dependent]:
    """What stops the object from being dropped without CASCADE."""
    match thing:
        case Schema(name=name):
            yield from _contents(objects, name)
        case Table(name=name) | View(name=name):
            yield from _referring_keys(objects, name)
            yield from _inheriting(objects, name)
            yield from _users(objects, lambda expression: name in expression.relations, not_on=name)
            yield from _typed(objects, name)
        case Function():
            yield from _triggers(objects, thing)
            yield from _users(objects, partial(_calls, objects, thing))
        case Sequence(owned_by=(table, column)):
            yield from _defaults(objects, table, column)
        case EnumType(name=name) | Domain(name=name) | CompositeType(name=name) | RangeType(name=name):
            yield from _typed(objects, name)


def _whole(thing: Changeable) -> Dependent:
    return Dependent(str(thing.address), thing)


def _part(
    description: str, repair: Callable[[QualifiedName, str, Objects, Span], None], holder: QualifiedName, name: str
) -> Dependent:
    return Dependent(description, holder=holder, repair=partial(repair, holder, name))


def _contents(objects: Objects, schema: str) -> Iterator[Dependent]:
    stores = (
        objects.tables,
        objects.views,
        objects.functions,
        objects.sequences,
        objects.enums,
        objects.domains,
        objects.composites,
        objects.ranges,
    )
    for store in stores:
        yield from [_whole(each) for each in store.values() if each.name.schema == schema]


def _referring_keys(objects: Objects, table: QualifiedName) -> Iterator[Dependent]:
    for other in list(objects.tables.values()):
        for key in other.foreign_keys if other.name != table else ():
            if key.references == table:
                yield _part(str(key.address), _without_constraint, other.name, key.name)


def _inheriting(objects: Objects, table: QualifiedName) -> Iterator[Dependent]:
    yield from [_whole(each) for each in objects.tables.values() if table in each.inherits]


def _users(
    objects: Objects, uses: Callable[[Expression], bool], not_on: QualifiedName | None = None
) -> Iterator[Dependent]:
    """Views, policies and columns whose expressions use something."""
    for view in list(objects.views.values()):
        if view.name != not_on and uses(view.query):
            yield _whole(view)
    for policy in list(objects.policies.values()):
        expressions = [each for each in (policy.using, policy.with_check) if each]
        if policy.table != not_on and any(map(uses, expressions)):
            yield _whole(policy)
    for table in list(objects.tables.values()):
        if table.name != not_on:
            yield from _parts_that_use(table, uses)


def _parts_that_use(table: Table, uses: Callable[[Expression], bool]) -> Iterator[Dependent]:
    for column in table.columns:
        if column.default and uses(column.default):
            yield _part(f"default of {column.address}", _without_default, table.name, column.name)
        if column.generated and uses(column.generated):
            yield _part(str(column.address), _without_column, table.name, column.name)
    for check in table.checks:
        if check.expression and uses(check.expression):
            yield _part(str(check.address), _without_constraint, table.name, check.name)


def _calls(objects: Objects, function: Function, expression: Expression) -> bool:
    """Whether an expression surely calls this function: by its name, which no other function shares."""
    name = function.name
    if not any(call.name == name.name and call.schema in (None, name.schema) for call in expression.calls):
        return False
    return sum(other.name.name == name.name for other in objects.functions.values()) == 1


def _triggers(objects: Objects, function: Function) -> Iterator[Dependent]:
    if function.is_trigger:
        yield from [_whole(each) for each in objects.triggers.values() if each.function == function.name]


def _typed(objects: Objects, name: QualifiedName) -> Iterator[Dependent]:
    """Columns, domains, attributes and functions of a type."""
    key = (name.schema, name.name)
    for table in list(objects.tables.values()):
        for column in table.columns:
            if (column.type.schema, column.type.name) == key:
                yield _part(str(column.address), _without_column, table.name, column.name)
    for domain in list(objects.domains.values()):
        if (domain.base.schema, domain.base.name) == key:
            yield _whole(domain)
    for function in list(objects.functions.values()):
        types = [argument.type for argument in function.arguments] + ([function.returns] if function.returns else [])
        if any((each.schema, each.name) == key for each in types):
            yield _whole(function)


def _defaults(objects: Objects, table: QualifiedName, column: str) -> Iterator[Dependent]:
    owner = objects.tables.get(table)
    owned = owner.column(column) if owner else None
    if owned is not None and owned.default and owned.default.calls_to("nextval"):
        yield _part(f"default of {owned.address}", _without_default, table, column)


def of_constraint(objects: Objects, table: Table, constraint: Constraint) -> Iterator[Dependent]:
    """The foreign keys that need a key of the table to be unique."""
    if constraint.columns not in table.unique_keys:
        return
    if sum(columns == constraint.columns for columns in table.unique_keys) > 1:
        return
    for other in list(objects.tables.values()):
        for key in other.foreign_keys:
            if key.references == table.name and key.referenced_columns == constraint.columns:
                yield _part(str(key.address), _without_constraint, other.name, key.name)


def of_column(objects: Objects, table: Table, column: Column) -> Iterator[Dependent]:
    """What stops a column from being dropped without CASCADE: foreign keys to it, policies, views and triggers."""
    name = column.name
    for other in list(objects.tables.values()):
        for key in other.foreign_keys if other.name != table.name else ():
            if key.references == table.name and name in key.referenced_columns:
                yield _part(str(key.address), _without_constraint, other.name, key.name)
    for policy in list(objects.policies.values()):
        expressions = [each for each in (policy.using, policy.with_check) if each]
        if policy.table == table.name and any(name in each.column_names for each in expressions):
            yield _whole(policy)
    for trigger in list(objects.triggers.values()):
        if trigger.table == table.name and name in trigger.columns:
            yield _whole(trigger)
    for computed in table.columns:
        if computed.generated and name in computed.generated.column_names:
            yield _part(str(computed.address), _without_column, table.name, computed.name)


def _without_constraint(table: QualifiedName, name: str, objects: Objects, span: Span) -> None:
    if (holder := objects.tables.get(table)) is not None:
        objects.change(holder, span, constraints=tuple(each for each in holder.constraints if each.name != name))


def _without_column(table: QualifiedName, name: str, objects: Objects, span: Span) -> None:
    if (holder := objects.tables.get(table)) is not None:
        objects.change(holder, span, columns=tuple(each for each in holder.columns if each.name != name))


def _without_default(table: QualifiedName, name: str, objects: Objects, span: Span) -> None:
    if (holder := objects.tables.get(table)) is None:
        return
    columns = (replace(each, default=None) if each.name == name else each for each in holder.columns)
    objects.change(holder, span, columns=tuple(columns))
