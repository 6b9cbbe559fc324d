"""The body of a CREATE FUNCTION statement, and where it stands."""

import msgspec
from msgspec.structs import replace

from pgcordon.model import Body, QualifiedName, Span
from pgcordon.parse.bodies import body
from pgcordon.parse.body_statements import standard_body
from pgcordon.parse.expression.scopes import Relations
from pgcordon.parse.looked_up import looked_up
from pgcordon.parse.nodes import Node, string
from pgcordon.parse.replay import Replay
from pgcordon.parse.search_path import SearchPath
from pgcordon.parse.text import StatementText


class _UnderOwnPath(msgspec.Struct, frozen=True):
    """The relations that a body means whose function sets its own search_path."""

    replay: Replay
    search_path: SearchPath

    def relation(self, schema: str | None, name: str) -> QualifiedName:
        if schema is None and name.startswith("pg_"):
            return QualifiedName("pg_catalog", name)
        return self.search_path.existing(schema, name, self.replay.objects.relation)

    def columns(self, relation: QualifiedName) -> tuple[str, ...] | None:
        return self.replay.columns(relation)

    def function(self, schema: str | None, name: str) -> str | None:
        return self.replay.function(schema, name)


def body_of(replay: Replay, node: Node, language: str, search_path: str | None) -> Body | None:
    """The body of a CreateFunctionStmt; None for a language whose functions name a symbol of a library.

    `search_path` is the value of the function's own SET clause.
    """
    if "sql_body" in node:
        return replace(standard_body(node["sql_body"], replay.text), looked_up=frozenset())
    source = next(
        (each["DefElem"]["arg"] for each in node.get("options", ()) if each["DefElem"]["defname"] == "as"), None
    )
    if source is None or language in ("c", "internal"):
        return None
    text = string(source["List"]["items"][0])
    whole, place = replay.text.whole.text, body_span(text, replay.text)
    if search_path is None:
        return replace(body(language, text, whole, place, replay), looked_up=looked_up(language, text, whole))
    relations: Relations = _UnderOwnPath(replay, SearchPath(tuple(filter(None, search_path.split(", ")))))
    return body(language, text, whole, place, relations)


def body_span(body_text: str, text: StatementText) -> Span | None:
    """Where the text stands between its quotes, None where escapes make it differ from what is written."""
    for token in reversed(text.tokens):
        if token.name != "SCONST":
            continue
        written = text.slice(token.start, token.end)
        before = written.find(body_text)
        if before > 0 and len(written) <= len(body_text) + 2 * before:
            return text.span(token.start + before, token.start + before + len(body_text))
    return None
