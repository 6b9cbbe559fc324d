"""CREATE VIEW, CREATE MATERIALIZED VIEW, ALTER VIEW."""

from collections.abc import Iterable

from msgspec.structs import replace

from pgcordon.model import Expression, QualifiedName, Span, View
from pgcordon.parse.expression.expressions import expression
from pgcordon.parse.expression.extents import Extent
from pgcordon.parse.expression.targets import output_columns, renamed
from pgcordon.parse.nodes import Node, constant, strings, unwrap
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, exists_already, missing
from pgcordon.parse.text import StatementText


@handles("ViewStmt")
def create_view(replay: Replay, node: Node, span: Span) -> None:
    name = replay.new_name(node["view"])
    query = _query(node["query"], replay.text)
    if node["view"].get("relpersistence") != "t" and any(each.schema == "pg_temp" for each in query.relations):
        name = QualifiedName("pg_temp", name.name)
    view = View(
        name,
        query,
        _columns(replay, node["query"], strings(node.get("aliases", ()))),
        options=(*_options(node.get("options", ())), *_check_option(node)),
        defined=span,
    )
    existing = replay.objects.relation(name)
    if existing is None:
        replay.define(view)
        return
    if not node.get("replace") or not isinstance(existing, View) or existing.materialized:
        raise exists_already("relation", name)
    replay.change(existing, span, query=query, columns=view.columns, options=view.options)


@handles("CreateTableAsStmt OBJECT_MATVIEW")
def create_materialized_view(replay: Replay, node: Node, span: Span) -> None:
    into = node["into"]
    name = replay.new_name(into["rel"])
    if replay.objects.relation(name) is not None:
        if node.get("if_not_exists"):
            return
        raise exists_already("relation", name)
    columns = _columns(replay, node["query"], strings(into.get("colNames", ())))
    options = _options(into.get("options", ()))
    query = _query(node["query"], replay.text)
    replay.define(View(name, query, columns, materialized=True, options=options, defined=span))


@handles("AlterTableStmt OBJECT_VIEW")
def alter_view(replay: Replay, node: Node, span: Span) -> None:
    name = replay.relation_name(node["relation"])
    view = replay.objects.views.get(name)
    if view is None:
        raise missing("view", name)
    for wrapped in node["cmds"]:
        view = _altered(view, wrapped["AlterTableCmd"])
    replay.change(replay.objects.views[name], span, options=view.options, owner=view.owner)


def _altered(view: View, command: Node) -> View:
    """The view after one command; the default of a column and storage options leave it as it is."""
    match command["subtype"]:
        case "AT_SetRelOptions":
            given = dict(_options(command["def"]["List"]["items"]))
            return replace(view, options=tuple((dict(view.options) | given).items()))
        case "AT_ResetRelOptions":
            taken = dict(_options(command["def"]["List"]["items"]))
            return replace(view, options=tuple(each for each in view.options if each[0] not in taken))
        case "AT_ChangeOwner":
            return replace(view, owner=command["newowner"].get("rolename", view.owner))
        case _:
            return view


def _options(nodes: Iterable[Node]) -> tuple[tuple[str, str], ...]:
    """Storage parameters; one without a value is `true`."""
    options = (node["DefElem"] for node in nodes)
    return tuple((each["defname"], _option_value(each)) for each in options)


def _option_value(option: Node) -> str:
    if "arg" not in option:
        return "true"
    kind, fields = unwrap(option["arg"])
    return strings(fields["names"])[-1] if kind == "TypeName" else constant(option["arg"]) or ""


def _check_option(node: Node) -> tuple[tuple[str, str], ...]:
    """WITH CHECK OPTION, which PostgreSQL keeps as the option `check_option`."""
    word: str = node.get("withCheckOption", "NO_CHECK_OPTION").removesuffix("_CHECK_OPTION").lower()
    return () if word == "no" else (("check_option", word),)


def _columns(replay: Replay, query: Node, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """The columns, or none where they cannot be known."""
    kind, fields = unwrap(query)
    if kind == "ExecuteStmt":
        return aliases
    return renamed(output_columns(fields, replay), aliases) or aliases


def _query(node: Node, text: StatementText) -> Expression:
    return expression(node, text, _query_extent(text))


def _query_extent(text: StatementText) -> Extent:
    """Behind the AS that stands in no parentheses, up to WITH [NO] DATA or WITH … CHECK OPTION."""
    names = [token.name for token in text.tokens]
    depth, begin = 0, 0
    for index, name in enumerate(names):
        depth += (name == "ASCII_40") - (name == "ASCII_41")
        if depth == 0 and name == "AS":
            begin = index + 1
            break
    last_with = max((index for index, name in enumerate(names) if name == "WITH"), default=0)
    if last_with >= begin and names[-1] in ("DATA_P", "OPTION"):
        return begin, last_with
    return begin, len(names)
