"""What a DO block runs, where its text alone tells: statements in a row, and such as are guarded.

A guard lets a file run twice: `IF NOT EXISTS (SELECT … FROM pg_type …) THEN CREATE TYPE …`, or an exception handler
that does nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from pglast.parser import ParseError, parse_plpgsql_json, parse_sql_json

from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.nodes import Node, unwrap

_ERROR = 21
"""ERROR of src/include/utils/elog.h."""


@dataclass(frozen=True, slots=True)
class Part:
    """Statements of the block, as they are written. Guarded ones do nothing where what they create is there."""

    statements: tuple[str, ...]
    guarded: bool = False


def parts(definition: str) -> list[Part]:
    """The parts of a DO statement in order. Raises NotUnderstood for a block that does anything else."""
    try:
        (function,) = msgspec.json.decode(parse_plpgsql_json(definition))
        action = function["PLpgSQL_function"].get("action")
        if action is None:  # a block of another language
            raise _only_at_run_time()
        return list(_parts([action]))
    except (ParseError, ValueError) as error:
        raise _only_at_run_time() from error


def _only_at_run_time() -> NotUnderstood:
    return NotUnderstood("DO block: what it runs is only known at run time")


def _parts(statements: Iterable[Node]) -> Iterator[Part]:
    for kind, fields in map(unwrap, statements):
        if _has_no_effect(kind, fields):
            continue
        match kind:
            case "PLpgSQL_stmt_execsql":
                yield Part((_sql(fields),))
            case "PLpgSQL_stmt_block" if "exceptions" not in fields:
                yield from _parts(fields.get("body", ()))
            case "PLpgSQL_stmt_block" if _handlers_do_nothing(fields["exceptions"]):
                yield Part(_only_sql(fields.get("body", ())), guarded=True)
            case "PLpgSQL_stmt_if" if _is_guard(fields):
                yield Part(_only_sql(fields["then_body"]), guarded=True)
            case _:
                raise _only_at_run_time()


def _has_no_effect(kind: str, fields: Node) -> bool:
    match kind:
        case "PLpgSQL_stmt_return":
            return True
        case "PLpgSQL_stmt_raise":
            return bool(fields["elog_level"] < _ERROR)
        case "PLpgSQL_stmt_execsql":
            return bool(fields.get("into"))
        case "PLpgSQL_stmt_if":
            return all(unwrap(each)[0] == "PLpgSQL_stmt_raise" for each in _branches(fields))
    return False


def _branches(fields: Node) -> Iterator[Node]:
    """The statements of every branch of an IF."""
    yield from fields.get("then_body", ())
    for branch in fields.get("elsif_list", ()):
        yield from branch["PLpgSQL_if_elsif"].get("stmts", ())
    yield from fields.get("else_body", ())


def _sql(fields: Node) -> str:
    query: str = fields["sqlstmt"]["PLpgSQL_expr"]["query"]
    return query


def _only_sql(statements: Iterable[Node]) -> tuple[str, ...]:
    effective = [(kind, fields) for kind, fields in map(unwrap, statements) if not _has_no_effect(kind, fields)]
    if any(kind != "PLpgSQL_stmt_execsql" for kind, _ in effective):
        raise _only_at_run_time()
    return tuple(_sql(fields) for _, fields in effective)


def _handlers_do_nothing(exceptions: Node) -> bool:
    handlers = (each["PLpgSQL_exception"] for each in exceptions["PLpgSQL_exception_block"]["exc_list"])
    return all(_has_no_effect(*unwrap(each)) for handler in handlers for each in handler.get("action", ()))


def _is_guard(fields: Node) -> bool:
    """Whether the condition is NOT EXISTS of a query about system catalogs alone, and nothing happens otherwise."""
    if "elsif_list" in fields or "else_body" in fields:
        return False
    condition = fields["cond"]["PLpgSQL_expr"]["query"]
    tree = msgspec.json.decode(parse_sql_json(f"select {condition}"))
    targets = tree["stmts"][0]["stmt"]["SelectStmt"]["targetList"]
    kind, value = unwrap(targets[0]["ResTarget"]["val"])
    if kind != "BoolExpr" or value["boolop"] != "NOT_EXPR":
        return False
    kind, query = unwrap(value["args"][0])
    relations = list(_relations(query))
    return (
        kind == "SubLink"
        and query["subLinkType"] == "EXISTS_SUBLINK"
        and bool(relations)
        and all(map(_is_system, relations))
    )


def _relations(value: Any) -> Iterator[Node]:
    if isinstance(value, list):
        for item in value:
            yield from _relations(item)
    elif isinstance(value, dict):
        for key, child in value.items():
            if key == "RangeVar":
                yield child
            else:
                yield from _relations(child)


def _is_system(relation: Node) -> bool:
    schema: str = relation.get("schemaname", "pg_catalog")
    name: str = relation["relname"]
    return schema == "information_schema" or (schema == "pg_catalog" and name.startswith("pg_"))
