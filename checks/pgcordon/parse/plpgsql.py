"""The SQL inside a PL/pgSQL body: every statement and expression, with the line of the body where it stands."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any, NamedTuple

import msgspec
from pglast.parser import parse_plpgsql_json

from pgcordon.parse.dynamic_sql import holds_text
from pgcordon.parse.nodes import Node

_CASE_TEST = re.compile(r'"__Case__Variable_\d+__" IN (\(.*\))', re.DOTALL)
"""What the parser makes of `WHEN x` in a CASE statement with an operand."""
_STATEMENT_MODE, _EXPRESSION_MODE = 0, 2
"""RAW_PARSE_DEFAULT and RAW_PARSE_PLPGSQL_EXPR of src/include/parser/parser.h; above them are assignments."""
_DYNAMIC = frozenset({
    ("PLpgSQL_stmt_dynexecute", "query"),
    ("PLpgSQL_stmt_dynfors", "query"),
    ("PLpgSQL_stmt_return_query", "dynquery"),
    ("PLpgSQL_stmt_open", "dynquery"),
})  # fmt: skip


class Role(Enum):
    """What a piece of SQL is to the function."""

    STATEMENT = "statement"
    EXPRESSION = "expression"
    ASSIGNMENT = "assignment"
    PERFORM = "perform"
    """What stands behind PERFORM: a query without its SELECT."""
    DYNAMIC = "dynamic"
    """The expression whose value EXECUTE runs."""


class Piece(msgspec.Struct, frozen=True):
    """SQL as the PL/pgSQL parser gives it; an INTO clause is replaced by as many blanks.

    `fills` are the variables that take its result and can hold any text, None in the place of others. The target of
    an assignment stands in its query.
    """

    role: Role
    query: str
    line: int
    fills: tuple[str | None, ...] = ()


class _Place(NamedTuple):
    """The field of a node in which a value stands, and the variables that the node fills."""

    kind: str
    field: str
    fills: tuple[str | None, ...] = ()


def pieces(definition: str) -> Iterator[Piece]:
    """Every piece of SQL of a function, declarations first, then in the order of the body.

    `definition` is the whole CREATE statement. Raises pglast's ParseError where PL/pgSQL's parser refuses it.
    """
    for function in msgspec.json.decode(parse_plpgsql_json(definition)):
        yield from _Walk(function["PLpgSQL_function"].get("datums", ())).below(function, _Place("", ""), 1)


class _Walk(msgspec.Struct, frozen=True):
    """A walk through a function; `variables` are its arguments and variables by their number."""

    variables: list[Node]

    def below(self, value: Any, place: _Place, line: int) -> Iterator[Piece]:
        """The pieces below a value that stands at a place."""
        if isinstance(value, list):
            for item in value:
                yield from self.below(item, place, line)
            return
        if not isinstance(value, dict):
            return
        for key, child in value.items():
            if key == "PLpgSQL_expr":
                yield _piece(child, place, line)
            elif key.startswith("PLpgSQL_"):
                yield from self._fields(key, child, line)

    def _fields(self, kind: str, fields: Node, line: int) -> Iterator[Piece]:
        own_line = fields.get("lineno", line)
        fills = tuple(self._filled(kind, fields))
        for name, child in fields.items():
            yield from self.below(child, _Place(kind, name, fills), own_line)

    def _filled(self, kind: str, fields: Node) -> Iterator[str | None]:
        """The variables that a declaration, SELECT INTO or a loop fills."""
        match kind:
            case "PLpgSQL_var":
                yield _name({kind: fields})
            case "PLpgSQL_stmt_execsql" if "target" in fields:
                row = fields["target"].get("PLpgSQL_row")
                numbers = [each["varno"] for each in row["fields"]] if row else ()
                yield from (self._numbered(number) for number in numbers)
                if not row:
                    yield _name(fields["target"])
            case "PLpgSQL_stmt_fors":
                yield _name(fields["var"])
            case "PLpgSQL_stmt_foreach_a":
                yield self._numbered(fields["varno"])

    def _numbered(self, number: int) -> str | None:
        return _name(self.variables[number]) if number < len(self.variables) else None


def _name(variable: Node) -> str | None:
    """The name of a variable that can hold any text."""
    kind, fields = next(iter(variable.items()))
    if kind == "PLpgSQL_var" and not holds_text(fields["datatype"]["PLpgSQL_type"]["typname"]):
        return None
    name: str | None = fields.get("refname")
    return name


def _piece(fields: Node, place: _Place, line: int) -> Piece:
    query: str = fields["query"]
    case_test = _CASE_TEST.fullmatch(query)
    if case_test:
        return Piece(Role.EXPRESSION, case_test[1], line)
    if place[:2] in _DYNAMIC:
        return Piece(Role.DYNAMIC, query, line)
    if place.kind == "PLpgSQL_stmt_perform":
        return Piece(Role.PERFORM, query.removeprefix("SELECT "), line)
    mode = fields.get("parseMode", _STATEMENT_MODE)
    if mode == _STATEMENT_MODE:
        return Piece(Role.STATEMENT, query, line, place.fills)
    return Piece(Role.EXPRESSION if mode == _EXPRESSION_MODE else Role.ASSIGNMENT, query, line, place.fills)
