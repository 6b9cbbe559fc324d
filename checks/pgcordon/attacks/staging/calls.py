"""Calls of a function with arguments that mean something in the world."""

from collections.abc import Iterator
from itertools import islice, product

from pgcordon.actors.actor import Person
from pgcordon.actors.blueprints import numbered
from pgcordon.actors.world import literal
from pgcordon.attacks.staging.attempt import Attempt
from pgcordon.attacks.staging.stage import Stage
from pgcordon.model import Argument, Command, Function, FunctionKind, QualifiedName, TypeName, quote_identifier

_MOST_CALLS = 48
_MOST_IDS = 6
_ODD_VALUES = {
    "int2": ("-1", "0"),
    "int4": ("-1", "0"),
    "int8": ("-1", "0"),
    "interval": ("-1 hour", "0"),
    "bool": ("true", "false"),
}


def calls(stage: Stage, function: Function, person: Person) -> Iterator[Attempt]:
    """The function called with the arguments it needs, drawn from the world, then with odd optional ones."""
    needed = [each for each in function.inputs if each.default is None]
    optional = [each for each in function.inputs if each.default is not None]
    choices = [_values(stage, each) for each in needed]
    combinations = list(islice(product(*choices), _MOST_CALLS)) if all(choices) or not choices else []
    for values in combinations:
        yield _call(function, person, list(zip(needed, values, strict=True)))
    for each in optional:
        for value in (*_ODD_VALUES.get(each.type.name, ()), None):
            for values in combinations[:2]:
                yield _call(function, person, [*zip(needed, values, strict=True), (each, value)])


def _call(function: Function, person: Person, arguments: list[tuple[Argument, str | None]]) -> Attempt:
    passed = ", ".join(_argument(argument, value) for argument, value in arguments)
    called = f"{function.name}({passed})"
    if function.kind is FunctionKind.PROCEDURE:
        return Attempt(person, Command.EXECUTE, function.name, f"call {called}", function)
    return Attempt(person, Command.EXECUTE, function.name, f"select * from {called}", function, shows=True)


def _argument(argument: Argument, value: str | None) -> str:
    written = f"{literal(value)}::{argument.type}"
    return f"{quote_identifier(argument.name)} => {written}" if argument.name else written


def _values(stage: Stage, argument: Argument) -> list[str | None]:
    """Values for an argument, by its name where that names something of the world, else by its type."""
    name = (argument.name or "").lstrip("_").removeprefix("p_").removeprefix("in_")
    named = _ids(stage, name) or _column_values(stage, name, argument.type)
    if named:
        return named
    if argument.type.name == "uuid":
        return [str(person.uid) for person in stage.victims()] + [
            row.values["id"] for table in stage.tables for row in stage.rows(table)[:2] if "id" in row.values
        ]
    enum = stage.catalog.enum(QualifiedName(argument.type.schema, argument.type.name))
    return list(enum.labels) if enum else _typed(argument.type)


def _ids(stage: Stage, name: str) -> list[str | None]:
    """The keys of the rows that a column of this name points to, a few of each owner."""
    if name in ("uid", "user_id", "user", "user_uuid", "uuid"):
        return [str(person.uid) for person in stage.victims()]
    for table in stage.catalog.tables:
        for reference in table.foreign_keys:
            parent = reference.references
            if reference.columns == (name,) and parent is not None and parent in stage.blueprints.tables:
                target = reference.referenced_columns[0]
                return [row.values.get(target) for row in stage.world.rows_of(parent)[:_MOST_IDS]]
    return []


def _column_values(stage: Stage, name: str, kind: TypeName) -> list[str | None]:
    for table in stage.tables:
        column = table.column(name)
        if column is None or column.type.name != kind.name:
            continue
        shapes = stage.blueprints.tables[table.name].shapes
        drawn = [numbered(shape, 1).get(name) for shape in shapes if shape.get(name) is not None]
        if drawn:
            return list(dict.fromkeys(drawn))[:3]
    return []


def _typed(kind: TypeName) -> list[str | None]:
    plain = {
        "int2": ["1"],
        "int4": ["1", "0"],
        "int8": ["1", "0"],
        "numeric": ["1"],
        "float8": ["1"],
        "bool": ["true", "false"],
        "json": ["{}"],
        "jsonb": ["{}"],
        "timestamptz": ["now"],
        "timestamp": ["now"],
        "date": ["today"],
        "interval": ["1 hour"],
    }
    return [*plain.get(kind.name, ["canary"])]
