"""CREATE SCHEMA and CREATE EXTENSION."""

from pgcordon.model import Extension, Schema, Span
from pgcordon.parse.nodes import Node, string, unwrap
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, exists_already, missing
from pgcordon.parse.rolespecs import role_name
from pgcordon.parse.search_path import SearchPath

_OWN_SCHEMAS = {"pg_cron": "cron", "pg_net": "net", "pgmq": "pgmq", "pgsodium": "pgsodium", "supabase_vault": "vault"}
"""The extensions whose scripts create a schema that schemas then speak of."""


@handles("CreateSchemaStmt")
def create_schema(replay: Replay, node: Node, span: Span) -> None:
    owner = role_name(node["authrole"]) if "authrole" in node else None
    name = node.get("schemaname") or owner or ""
    if name in replay.objects.schemas:
        if node.get("if_not_exists"):
            return
        raise exists_already("schema", name)
    replay.define(Schema(name, owner, defined=span))
    around = replay.search_path
    replay.search_path = SearchPath((name, *around.schemas))
    for element in _in_order(node.get("schemaElts", ())):
        replay.run_within(*unwrap(element))
    replay.search_path = around


def _in_order(elements: list[Node]) -> list[Node]:
    """Tables before what may refer to them, as transformCreateSchemaStmtElements sorts them."""
    order = ("CreateSeqStmt", "CreateStmt", "ViewStmt", "IndexStmt", "CreateTrigStmt", "GrantStmt")
    return sorted(elements, key=lambda element: order.index(unwrap(element)[0]))


@handles("CreateExtensionStmt")
def create_extension(replay: Replay, node: Node, span: Span) -> None:
    """The extension and a schema of its own that it makes; what else it makes is not in any file."""
    name = node["extname"]
    if name in replay.objects.extensions:
        if node.get("if_not_exists"):
            return
        raise exists_already("extension", name)
    options = {each["DefElem"]["defname"]: each["DefElem"].get("arg", {}) for each in node.get("options", ())}
    schema = string(options["schema"]) if "schema" in options else None
    replay.define(Extension(name, schema, defined=span))
    own = _OWN_SCHEMAS.get(name)
    if own is not None and own not in replay.objects.schemas:
        replay.define(Schema(own, defined=span))


@handles("AlterExtensionStmt", "AlterExtensionContentsStmt")
def alter_extension(replay: Replay, node: Node, span: Span) -> None:
    extension = replay.objects.extensions.get(node["extname"])
    if extension is None:
        raise missing("extension", node["extname"])
    replay.change(extension, span)
