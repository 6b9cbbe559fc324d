"""Whether statements of a block can change a catalog, whatever they do to rows."""

from collections.abc import Iterable, Iterator
from typing import Any

from pglast.parser import ParseError

from pgcordon.model import Function, QualifiedName
from pgcordon.parse.do_blocks.block_text import expression_of, statements_of
from pgcordon.parse.do_blocks.calls import formatted
from pgcordon.parse.do_blocks.evaluation import Evaluator
from pgcordon.parse.looked_up import BUILT_IN_FUNCTIONS
from pgcordon.parse.nodes import Node, constant, qualified, strings, unwrap
from pgcordon.parse.queues import CHANGES_QUEUES
from pgcordon.parse.replay import Replay

_ONLY_ROWS = frozenset({
    "ConstraintsSetStmt", "CopyStmt", "DeleteStmt", "ExplainStmt", "InsertStmt", "ListenStmt", "LockStmt", "MergeStmt",
    "NotifyStmt", "RefreshMatViewStmt", "TruncateStmt", "UnlistenStmt", "UpdateStmt", "VacuumStmt", "VariableShowStmt",
})  # fmt: skip
_ONLY_ROWS_WORDS = frozenset({"select", "insert", "update", "delete", "merge", "truncate", "notify", "analyze", "lock"})
_QUIET_IN_BODIES = frozenset({"select", "insert", "update", "delete", "merge", "expression", "truncate", "notify"})
_QUIET = frozenset({
    "PLpgSQL_stmt_assert", "PLpgSQL_stmt_assign", "PLpgSQL_stmt_close", "PLpgSQL_stmt_commit", "PLpgSQL_stmt_exit",
    "PLpgSQL_stmt_fetch", "PLpgSQL_stmt_getdiag", "PLpgSQL_stmt_open", "PLpgSQL_stmt_raise", "PLpgSQL_stmt_return",
})  # fmt: skip
_BUCKETS = QualifiedName("storage", "buckets")
FOLLOWED = frozenset({"set_config()", "pg_catalog.set_config()", *(f"pgmq.{name}()" for name in CHANGES_QUEUES)})
"""The calls that change more than rows, and of which a replay knows what they do."""


def change_catalog(evaluator: Evaluator, statements: Iterable[Node]) -> bool:
    """Whether statements of PL/pgSQL may change more than rows and variables."""
    return any(_changes(evaluator, *unwrap(each)) for each in nested(statements))


def nested(value: Any) -> Iterator[Node]:
    """The statements of PL/pgSQL at or below a value that hold no others, wrapped."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from nested(item)
    elif isinstance(value, dict):
        for key, child in value.items():
            if key.startswith("PLpgSQL_stmt_") and key not in _HOLDERS:
                yield {key: child}
            else:
                yield from nested(child)


_HOLDERS = frozenset({
    "PLpgSQL_stmt_block", "PLpgSQL_stmt_if", "PLpgSQL_stmt_case", "PLpgSQL_stmt_loop", "PLpgSQL_stmt_while",
    "PLpgSQL_stmt_fori", "PLpgSQL_stmt_fors", "PLpgSQL_stmt_forc", "PLpgSQL_stmt_dynfors", "PLpgSQL_stmt_foreach_a",
})  # fmt: skip


def _changes(evaluator: Evaluator, kind: str, fields: Node) -> bool:
    try:
        match kind:
            case "PLpgSQL_stmt_execsql":
                sql = fields["sqlstmt"]["PLpgSQL_expr"]["query"]
            case "PLpgSQL_stmt_perform":
                sql = fields["expr"]["PLpgSQL_expr"]["query"]
            case "PLpgSQL_stmt_dynexecute":
                text = evaluator.value(expression_of(fields["query"]))
                if not isinstance(text, str):
                    return not only_rows_in_outline(evaluator.replay, expression_of(fields["query"]))
                sql = text
            case _:
                return kind not in _QUIET
        return any(statement_changes(evaluator.replay, *unwrap(each)) for each in statements_of(sql))
    except ParseError:
        return True


def statement_changes(replay: Replay, kind: str, node: Node) -> bool:
    """Whether an SQL statement may change more than rows."""
    if kind == "SelectStmt":
        return "intoClause" in node or loud_call(replay, node) is not None
    if kind == "VariableSetStmt":
        return node.get("name") == "search_path" or node["kind"] == "VAR_RESET_ALL"
    if kind in ("InsertStmt", "UpdateStmt", "DeleteStmt"):
        return replay.relation_name(node["relation"]) == _BUCKETS
    return kind not in _ONLY_ROWS


def only_rows_in_outline(replay: Replay, text: Node) -> bool:
    """Whether the expression of a text, of which parts are not known, is that of a statement about rows."""
    kind, fields = unwrap(text)
    if kind == "FuncCall" and strings(fields["funcname"])[-1] == "format" and fields.get("args"):
        pattern = constant(fields["args"][0])
        filled = formatted(pattern, ["x"] * 99) if pattern is not None else None
        try:
            return isinstance(filled, str) and not any(
                statement_changes(replay, *unwrap(each)) for each in statements_of(filled)
            )
        except ParseError:
            return False
    while kind == "A_Expr" and strings(fields["name"])[-1] == "||" and "lexpr" in fields:
        kind, fields = unwrap(fields["lexpr"])
    words = (constant({kind: fields}) or "").split(maxsplit=1)
    return bool(words) and words[0].lower() in _ONLY_ROWS_WORDS


def loud_call(replay: Replay, query: Node) -> str | None:
    """The function that a query calls in its select list and that may change more than rows."""
    for target in query.get("targetList", ()):
        for call in _calls(target):
            schema, name = qualified(call["funcname"])
            if not _is_quiet(replay, schema, name, call):
                return f"{schema}.{name}()" if schema else f"{name}()"
    return None


def _calls(value: Any) -> Iterator[Node]:
    if isinstance(value, list):
        for item in value:
            yield from _calls(item)
    elif isinstance(value, dict):
        if "FuncCall" in value:
            yield value["FuncCall"]
        for child in value.values():
            yield from _calls(child)


def _is_quiet(replay: Replay, schema: str | None, name: str, call: Node) -> bool:
    if name == "set_config":
        return constant(call["args"][0]) != "search_path"
    own = replay.function(schema, name)
    if own is None:
        return schema == "pg_catalog" or name in BUILT_IN_FUNCTIONS or name.startswith("pg_")
    functions = replay.objects.functions_named(QualifiedName(own, name))
    if not functions:
        return own != "public" and not (own == "pgmq" and name in CHANGES_QUEUES)
    return all(_is_quiet_function(replay, each, frozenset()) for each in functions)


def _is_quiet_function(replay: Replay, function: Function, around: frozenset[str]) -> bool:
    """A function without a body is one of a library, which the platform brought."""
    if function.body is None or function.identity in around:
        return True
    if not function.body.understood or function.body.dynamic:
        return False
    around |= {function.identity}
    for statement in function.body.statements:
        if statement.kind not in _QUIET_IN_BODIES:
            return False
        for call in statement.expression.calls:
            schema = replay.function(call.schema, call.name)
            called = replay.objects.functions_named(QualifiedName(schema, call.name)) if schema else ()
            if not all(_is_quiet_function(replay, each, around) for each in called):
                return False
    return True
