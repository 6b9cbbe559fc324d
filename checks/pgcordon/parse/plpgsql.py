"""The SQL inside a PL/pgSQL body: every statement and expression, with the line of the body where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

import msgspec
from pglast.parser import parse_plpgsql_json

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


@dataclass(frozen=True, slots=True)
class Piece:
    """SQL as the PL/pgSQL parser gives it; an INTO clause is replaced by as many blanks."""

    role: Role
    query: str
    line: int


def pieces(definition: str) -> Iterator[Piece]:
    """Every piece of SQL of a function, declarations first, then in the order of the body.

    `definition` is the whole CREATE statement. Raises pglast's ParseError where PL/pgSQL's parser refuses it.
    """
    for function in msgspec.json.decode(parse_plpgsql_json(definition)):
        yield from _walk(function, ("", ""), 1)


def _walk(value: Any, place: tuple[str, str], line: int) -> Iterator[Piece]:
    """The pieces below a value that stands in the field `place[1]` of a node `place[0]`."""
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, place, line)
        return
    if not isinstance(value, dict):
        return
    for key, child in value.items():
        if key == "PLpgSQL_expr":
            yield _piece(child, place, line)
        elif key.startswith("PLpgSQL_"):
            yield from _fields(key, child, line)


def _fields(kind: str, fields: Node, line: int) -> Iterator[Piece]:
    own_line = fields.get("lineno", line)
    for name, child in fields.items():
        yield from _walk(child, (kind, name), own_line)


def _piece(fields: Node, place: tuple[str, str], line: int) -> Piece:
    query: str = fields["query"]
    case_test = _CASE_TEST.fullmatch(query)
    if case_test:
        return Piece(Role.EXPRESSION, case_test[1], line)
    if place in _DYNAMIC:
        return Piece(Role.DYNAMIC, query, line)
    if place[0] == "PLpgSQL_stmt_perform":
        return Piece(Role.PERFORM, query.removeprefix("SELECT "), line)
    mode = fields.get("parseMode", _STATEMENT_MODE)
    if mode == _STATEMENT_MODE:
        return Piece(Role.STATEMENT, query, line)
    return Piece(Role.EXPRESSION if mode == _EXPRESSION_MODE else Role.ASSIGNMENT, query, line)
