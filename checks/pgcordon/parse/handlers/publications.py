"""CREATE PUBLICATION and ALTER PUBLICATION."""

import msgspec

from pgcordon.model import Publication, QualifiedName, Span
from pgcordon.parse.nodes import Node
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, exists_already, missing


class _Published(msgspec.Struct, frozen=True):
    tables: tuple[QualifiedName, ...]
    schemas: tuple[str, ...]


@handles("CreatePublicationStmt")
def create_publication(replay: Replay, node: Node, span: Span) -> None:
    name = node["pubname"]
    if name in replay.objects.publications:
        raise exists_already("publication", name)
    named = _published(replay, node)
    replay.define(Publication(name, bool(node.get("for_all_tables")), named.tables, named.schemas, defined=span))


@handles("AlterPublicationStmt")
def alter_publication(replay: Replay, node: Node, span: Span) -> None:
    publication = replay.objects.publications.get(node["pubname"])
    if publication is None:
        raise missing("publication", node["pubname"])
    if "options" in node:
        replay.change(publication, span)
        return
    named = _published(replay, node)
    match node["action"]:
        case "AP_DropObjects":
            tables = tuple(each for each in publication.tables if each not in named.tables)
            schemas = tuple(each for each in publication.schemas if each not in named.schemas)
        case "AP_SetObjects":
            tables, schemas = named.tables, named.schemas
        case _:
            tables = tuple(dict.fromkeys((*publication.tables, *named.tables)))
            schemas = tuple(dict.fromkeys((*publication.schemas, *named.schemas)))
    replay.change(publication, span, tables=tables, schemas=schemas)


def _published(replay: Replay, node: Node) -> _Published:
    """The tables and schemas that the statement names; row filters and column lists are not looked at."""
    tables: list[QualifiedName] = []
    schemas: list[str] = []
    for wrapped in node.get("pubobjects", ()):
        part = wrapped["PublicationObjSpec"]
        match part["pubobjtype"]:
            case "PUBLICATIONOBJ_TABLE":
                tables.append(replay.relation_name(part["pubtable"]["relation"]))
            case "PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA":
                schemas.extend(replay.search_path.schemas[:1])
            case _:
                schemas.append(part["name"])
    return _Published(tuple(tables), tuple(schemas))
