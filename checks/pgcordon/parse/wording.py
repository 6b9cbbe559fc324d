"""What a statement says beside what it makes: the words, names and numbers that the final state does not keep."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pgcordon.model import FileStatement, QualifiedName, Span
from pgcordon.parse.nodes import Node, constant, qualified, unwrap

if TYPE_CHECKING:
    from pgcordon.parse.replay import Replay

_FLAGS = {
    "concurrent": "CONCURRENTLY",
    "missing_ok": "IF EXISTS",
    "if_not_exists": "IF NOT EXISTS",
    "skipIfNewValExists": "IF NOT EXISTS",
    "replace": "OR REPLACE",
}
_TRANSACTIONS = {
    "BEGIN": "BEGIN",
    "START": "BEGIN",
    "COMMIT": "COMMIT",
    "PREPARE": "COMMIT",
    "ROLLBACK": "ROLLBACK",
    "SAVEPOINT": "SAVEPOINT",
}
_WRITES = frozenset({"Insert", "Update", "Delete", "Merge", "Copy", "Truncate"})
_MAINTAINS = frozenset({"Reindex", "Vacuum", "Cluster", "Truncate", "Lock", "RefreshMatView"})
_SILENT = frozenset({"AlterOwner", "AlterPolicy", "Comment", "CreatePolicy", "Grant", "GrantRole", "Select"})
"""The commonest kinds of which there is nothing to say."""
_OFF = ("false", "off", "0", "no")


def file_statement(kind: str, node: Node, span: Span, replay: "Replay") -> FileStatement:
    """The statement as the catalog lists it; `node` holds the fields of its parse node."""
    kind = kind.partition(" ")[0].removesuffix("Stmt")
    if kind in _SILENT and not replay.new_labels:
        return FileStatement(kind, span, replay.in_transaction)
    words = [_FLAGS[field] for field in _FLAGS.keys() & node.keys() if node[field]]
    if node.get("behavior") == "DROP_CASCADE":
        words.append("CASCADE")
    parameter = node.get("name") if kind == "VariableSet" and node["kind"] == "VAR_SET_VALUE" else None
    match kind:
        case "AlterTable":
            words.extend(_alter_table(node))
        case "Transaction":
            word = _TRANSACTIONS.get(node["kind"].removeprefix("TRANS_STMT_"))
            words.extend([word] if word else [])
        case "Reindex" | "Vacuum" | "Cluster":
            words.extend(_options(node))
    relations, unknown = _named(kind, node, replay)
    labels = replay.new_labels.used(node, span.source, replay)
    return FileStatement(kind, span, replay.in_transaction, frozenset(words), parameter, relations, unknown, labels)


def _named(kind: str, node: Node, replay: "Replay") -> tuple[tuple[QualifiedName, ...], tuple[QualifiedName, ...]]:
    """The relations that a statement of maintenance names, and those that one of data changes and nobody knows."""
    if kind == "Drop" and node["removeType"] == "OBJECT_INDEX":
        return tuple(replay.relation(*qualified(each["List"]["items"])) for each in node["objects"]), ()
    if kind not in _WRITES and kind not in _MAINTAINS:
        return (), ()
    names = tuple(replay.relation_name(each) for each in _relations(node))
    unknown = tuple(name for name in names if kind in _WRITES and not _is_known(name, replay))
    return names if kind in _MAINTAINS else (), unknown


def _is_known(name: QualifiedName, replay: "Replay") -> bool:
    return name.schema == "pg_catalog" or replay.objects.relation(name) is not None


def _alter_table(node: Node) -> Iterator[str]:
    for wrapped in node["cmds"]:
        command = wrapped["AlterTableCmd"]
        yield command["subtype"].removeprefix("AT_")
        kind, definition = unwrap(command["def"]) if "def" in command else ("", {})
        if kind == "PartitionCmd" and definition.get("concurrent"):
            yield "CONCURRENTLY"
        if kind == "Constraint" and "indexname" in definition:
            yield "USING INDEX"
        if kind == "ColumnDef":
            yield from _column(definition)


def _column(definition: Node) -> Iterator[str]:
    """VIRTUAL is the default of PostgreSQL 18; earlier versions ask for STORED."""
    parts = (unwrap(each)[1] for each in definition.get("constraints", ()))
    if any(part.get("generated_kind") == "v" for part in parts):
        yield "VIRTUAL"


def _options(node: Node) -> Iterator[str]:
    """CONCURRENTLY and FULL, which stand among the options of REINDEX and VACUUM."""
    for wrapped in (*node.get("params", ()), *node.get("options", ())):
        option = wrapped["DefElem"]
        if option["defname"].upper() in ("CONCURRENTLY", "FULL") and not _switched_off(option):
            yield option["defname"].upper()


def _switched_off(option: Node) -> bool:
    return "arg" in option and constant(option["arg"]) in _OFF


def _relations(node: Node) -> Iterator[Node]:
    """The RangeVar fields of a statement's relations."""
    if "relation" in node:
        yield node["relation"]
    for wrapped in (*node.get("relations", ()), *node.get("rels", ())):
        kind, fields = unwrap(wrapped)
        if kind == "VacuumRelation":
            if "relation" in fields:
                yield fields["relation"]
        else:
            yield fields
