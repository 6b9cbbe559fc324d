"""Arguments by which a function picks or writes rows that are not its caller's to pick or write."""

from collections.abc import Iterator

import msgspec

from pgcordon.model import BodyStatement, Catalog, ColumnReference, Equality, Function, QualifiedName, Table
from pgcordon.rules._guarded import guarded_by_statement

_USERS = QualifiedName("auth", "users")
_ADDRESSES = frozenset({"email", "phone"})
_IDS = frozenset({"uuid", "int8", "int4"})


class Trusted(msgspec.Struct, frozen=True):
    """An argument, the guarded table whose rows it names, and whether it is written there rather than looked for."""

    argument: str
    table: QualifiedName
    written: bool


def trusted_arguments(catalog: Catalog, function: Function, roles: tuple[str, ...]) -> Iterator[Trusted]:
    """The arguments that name rows which row security would keep from one of these roles, in the body's order."""
    arguments = _spellings(function)
    for statement in function.body.statements if function.body else ():
        tables = guarded_by_statement(catalog, statement, roles)
        if not tables:
            continue
        for equality in statement.expression.equalities:
            yield from _picked(equality, tables, arguments)
        yield from _picked_by_list(statement, tables, function)
        for column, name in sorted(statement.writes):
            table = next((each for each in tables if _says_whose(catalog, each, column)), None)
            if name in arguments and table is not None:
                yield Trusted(arguments[name], table.name, written=True)


def _spellings(function: Function) -> dict[str, str]:
    """Each way in which the body can name an argument, with its name."""
    spellings: dict[str, str] = {}
    for number, argument in enumerate(function.inputs, 1):
        name = argument.name or f"${number}"
        spellings |= {f"${number}": name, name: name, f"{function.name.name}.{name}": name}
    return spellings


def _picked(equality: Equality, tables: list[Table], arguments: dict[str, str]) -> Iterator[Trusted]:
    for side, other in equality.sides:
        name = _name(side.column)
        if side.column is None or other.column is None or name not in arguments or side.column.relation is not None:
            continue
        for table in tables:
            if other.column.relation == table.name and _is_key(table, other.column.name):
                yield Trusted(arguments[name], table.name, written=False)


def _picked_by_list(statement: BodyStatement, tables: list[Table], function: Function) -> Iterator[Trusted]:
    """Lists of ids, which `= any (…)` and `unnest(…)` take apart."""
    named = {_name(column) for column in statement.expression.columns if column.relation is None}
    for argument in function.inputs:
        is_list = argument.type.array and argument.type.built_in and argument.type.name in _IDS
        if is_list and argument.name and named & {argument.name, f"{function.name.name}.{argument.name}"}:
            yield Trusted(argument.name, tables[0].name, written=False)


def _name(column: ColumnReference | None) -> str:
    if column is None:
        return ""
    return f"{column.qualifier}.{column.name}" if column.qualifier else column.name


def _is_key(table: Table, column: str) -> bool:
    """Whether values of the column name rows, and are not secret."""
    keys = [table.primary_key, *table.foreign_keys]
    return column in _ADDRESSES or any(column in key.columns for key in keys if key is not None)


def _says_whose(catalog: Catalog, table: Table, column: str) -> bool:
    """Whether a column refers to the users, or to a table whose key does."""
    for key in table.foreign_keys:
        if column not in key.columns or key.references is None:
            continue
        profile = catalog.table(key.references)
        if key.references == _USERS or (profile is not None and _is_kept_by_user(profile)):
            return True
    return False


def _is_kept_by_user(table: Table) -> bool:
    key = table.primary_key
    return key is not None and any(
        each.references == _USERS and each.columns == key.columns for each in table.foreign_keys
    )
