"""Statements that change no object: data, settings, transactions, maintenance."""

from pgcordon.model import Span
from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.nodes import Node, constant, qualified, unwrap
from pgcordon.parse.queues import follow_queue
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay
from pgcordon.parse.search_path import DEFAULT, SearchPath, from_setting


@handles(
    "AlterDatabaseSetStmt",
    "AlterDatabaseStmt",
    "AlterRoleSetStmt",
    "AlterSystemStmt",
    "CheckPointStmt",
    "ClosePortalStmt",
    "ClusterStmt",
    "ConstraintsSetStmt",
    "CopyStmt",
    "DeallocateStmt",
    "DeclareCursorStmt",
    "ExplainStmt",
    "FetchStmt",
    "ListenStmt",
    "LoadStmt",
    "LockStmt",
    "MergeStmt",
    "NotifyStmt",
    "PrepareStmt",
    "RefreshMatViewStmt",
    "ReindexStmt",
    "TruncateStmt",
    "UnlistenStmt",
    "VacuumStmt",
    "VariableShowStmt",
)
def no_effect(_replay: Replay, _node: Node, _span: Span) -> None:
    """Reads or writes rows, or settings that no object depends on."""


@handles("CallStmt", "ExecuteStmt")
def run_time(replay: Replay, _node: Node, _span: Span) -> None:
    command = replay.text.tokens[0].name.removesuffix("_P")
    raise NotUnderstood(f"{command}: what it runs is only known at run time")


@handles("VariableSetStmt")
def set_parameter(replay: Replay, node: Node, _span: Span) -> None:
    if node["kind"] == "VAR_RESET_ALL":
        replay.search_path = SearchPath()
        return
    if node.get("name") != "search_path":
        return
    schemas: tuple[str, ...] = DEFAULT
    if node["kind"] == "VAR_SET_VALUE":
        schemas = tuple(filter(None, (constant(each) for each in node["args"])))
    _set_search_path(replay, schemas, local=bool(node.get("is_local")))


@handles("DiscardStmt")
def discard(replay: Replay, node: Node, _span: Span) -> None:
    if node["target"] == "DISCARD_ALL":
        replay.search_path = SearchPath()


@handles("TransactionStmt")
def transaction(replay: Replay, node: Node, _span: Span) -> None:
    match node["kind"]:
        case "TRANS_STMT_BEGIN" | "TRANS_STMT_START":
            replay.begin()
        case "TRANS_STMT_SAVEPOINT":
            replay.savepoint(node["savepoint_name"])
        case "TRANS_STMT_ROLLBACK":
            replay.roll_back()
        case "TRANS_STMT_ROLLBACK_TO":
            replay.roll_back_to(node["savepoint_name"])
        case "TRANS_STMT_COMMIT" | "TRANS_STMT_PREPARE":
            replay.commit()


def set_config(replay: Replay, call: Node) -> None:
    """Follow `set_config('search_path', …)`, with which dumps empty the search path."""
    if qualified(call["funcname"])[1] != "set_config":
        return
    arguments = [constant(each) for each in call.get("args", ())]
    if len(arguments) != 3 or arguments[0] != "search_path":
        return
    if arguments[1] is None:
        raise NotUnderstood("sets search_path to a value that is only known at run time")
    _set_search_path(replay, from_setting(arguments[1]), local=arguments[2] == "true")


def _set_search_path(replay: Replay, schemas: tuple[str, ...], *, local: bool) -> None:
    """Outside a transaction SET LOCAL has no effect beyond its own statement, which may be a DO block."""
    if local and not replay.in_transaction and not replay.in_block:
        return
    replay.search_path = replay.search_path.set(schemas, local=local)


@handles("SelectStmt")
def select(replay: Replay, node: Node, _span: Span) -> None:
    """Reads rows, unless it makes a table or a queue, or sets the search path."""
    if "intoClause" in node:
        replay.run_within("CreateTableAsStmt", {"query": {"SelectStmt": node}, "into": node["intoClause"]})
    for target in node.get("targetList", ()):
        kind, value = unwrap(target["ResTarget"].get("val", {"Null": {}}))
        if kind == "FuncCall":
            set_config(replay, value)
            follow_queue(replay, value)
