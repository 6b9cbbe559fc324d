"""The code of a DO block: its statements as PL/pgSQL's parser gives them, and where in a file they stand."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
from pglast.parser import ParseError, parse_plpgsql_json, parse_sql_json

from pgcordon.model import Span
from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.nodes import Node

_EXPRESSION = "PLpgSQL_expr"
_LATER = ("body", "then_body", "elsif_list", "else_body", "case_when_list", "else_stmts", "exceptions")
"""The fields that stand behind the expressions of their statement."""


class Code:
    """A parsed block. `body` is where its text stands, None where escapes make it differ from what is written."""

    def __init__(self, definition: str, text: str, body: Span | None, whole: Span) -> None:
        """`definition` is the DO statement, `text` its body. Raises NotUnderstood for another language."""
        try:
            (function,) = msgspec.json.decode(parse_plpgsql_json(definition))
        except (ParseError, ValueError) as error:
            raise NotUnderstood("DO block: its text cannot be parsed") from error
        self._function: Node = function["PLpgSQL_function"]
        self._body, self._text, self.whole = body, text, whole
        if "action" not in self._function:
            raise NotUnderstood("DO block: only PL/pgSQL is followed")
        self._places: dict[int, tuple[int, int]] = {}
        if body is not None:
            self._find_all()

    @property
    def action(self) -> Node:
        """The block, wrapped."""
        found: Node = self._function["action"]
        return found

    @property
    def variables(self) -> list[Node]:
        """Its variables by their number, wrapped."""
        found: list[Node] = self._function.get("datums", [])
        return found

    def place(self, expression: Node) -> Span:
        """Where an expression stands, else the whole block."""
        found = self._places.get(id(expression[_EXPRESSION]))
        return self.whole if found is None or self._body is None else Span(self._body.source, *found)

    def is_placed(self, expression: Node) -> bool:
        return id(expression[_EXPRESSION]) in self._places

    def _find_all(self) -> None:
        """The expressions stand one behind another, each on the line of its statement or a later one."""
        assert self._body is not None
        line_starts = [0, *(match.end() for match in re.finditer("\n", self._text))]
        behind = 0
        for expression, line in _expressions(self._function, 1):
            query = expression["query"].removeprefix("SELECT ") if "parseMode" in expression else expression["query"]
            parts = re.split(r"( {5,})", query)
            pattern = "".join(f".{{{len(part)}}}" if part.isspace() else re.escape(part) for part in parts)
            start = max(behind, line_starts[min(line, len(line_starts)) - 1])
            found = re.compile(rf"(?<![\w$]){pattern}", re.DOTALL).search(self._text, start)
            if found:
                self._places[id(expression)] = self._body.start + found.start(), self._body.start + found.end()
                behind = found.start()


def _expressions(value: Any, line: int) -> Iterator[tuple[Node, int]]:
    """Every expression of a tree in the order of the text, with the line of its statement."""
    if isinstance(value, list):
        for item in value:
            yield from _expressions(item, line)
    elif isinstance(value, dict):
        own_line = value.get("lineno", line)
        for name in sorted(value, key=lambda name: name in _LATER):
            if name == _EXPRESSION:
                yield value[name], own_line
            else:
                yield from _expressions(value[name], own_line)


_ASSIGNMENT = re.compile(r"([^=]*?):?=")


def assigned_value(expression: Node) -> tuple[str, Node]:
    """The target of an assignment as it is written, and the node of its value."""
    query = expression[_EXPRESSION]["query"]
    target = _ASSIGNMENT.match(query)
    return (target[1].strip(), value_of(query[target.end() :])) if target else ("", value_of("null"))


def expression_of(expression: Node) -> Node:
    """The node of an expression such as a condition."""
    return value_of(expression[_EXPRESSION]["query"])


@cache
def value_of(sql: str) -> Node:
    """The node of an expression's text. PL/pgSQL takes whatever may follow SELECT, as in `x := count(*) from t`."""
    (statement,) = statements_of(f"select {sql}")
    query = statement["SelectStmt"]
    targets = query.get("targetList", ())
    if len(targets) == 1 and set(query) <= {"targetList", "limitOption", "op"}:
        value: Node = targets[0]["ResTarget"]["val"]
        return value
    return {"SubLink": {"subLinkType": "EXPR_SUBLINK", "subselect": statement}}


@cache
def statements_of(sql: str) -> tuple[Node, ...]:
    """The statements of a text, wrapped; they are for reading, not for handlers. Raises pglast's ParseError."""
    return tuple(each["stmt"] for each in msgspec.json.decode(parse_sql_json(sql)).get("stmts", ()))
