"""CREATE FUNCTION, CREATE PROCEDURE, CREATE AGGREGATE and ALTER FUNCTION."""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from pgcordon.model import Argument, ArgumentMode, Function, FunctionKind, Span, TypeName, Volatility
from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.expression.expressions import expression
from pgcordon.parse.function_bodies import body_of
from pgcordon.parse.lookup import find_function
from pgcordon.parse.nodes import Node, constant, qualified, string, strings
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, exists_already, missing
from pgcordon.parse.typenames import typename

_MODES = {
    "FUNC_PARAM_IN": ArgumentMode.IN,
    "FUNC_PARAM_DEFAULT": ArgumentMode.IN,
    "FUNC_PARAM_OUT": ArgumentMode.OUT,
    "FUNC_PARAM_INOUT": ArgumentMode.INOUT,
    "FUNC_PARAM_VARIADIC": ArgumentMode.VARIADIC,
    "FUNC_PARAM_TABLE": ArgumentMode.TABLE,
}
_FROM_CURRENT = "from current"
Settings = tuple[tuple[str, str], ...]


@handles("CreateFunctionStmt")
def create_function(replay: Replay, node: Node, span: Span) -> None:
    name = replay.search_path.new(*qualified(node["funcname"]))
    options = [each["DefElem"] for each in node.get("options", ())]
    settings = _changed_settings((), options)
    language = _language(options, node)
    arguments = _arguments(replay, node.get("parameters", ()))
    procedure = bool(node.get("is_procedure"))
    function = Function(
        name,
        arguments,
        typename(node["returnType"], replay) if "returnType" in node else None if procedure else _given_out(arguments),
        returns_set=bool(node.get("returnType", {}).get("setof")),
        kind=FunctionKind.PROCEDURE if procedure else FunctionKind.FUNCTION,
        language=language,
        settings=settings,
        body=body_of(replay, node, language, dict(settings).get("search_path")),
        defined=span,
    )
    function = replace(function, **_changed_attributes(options))
    existing = replay.objects.functions.get(function.identity)
    if existing is None:
        replay.define(function)
        return
    if not node.get("replace") or existing.kind is not function.kind:
        raise exists_already(existing.kind.value, function.identity)
    replay.define(
        replace(
            function,
            owner=existing.owner,
            comment=existing.comment,
            defined=existing.defined,
            changes=(*existing.changes, span),
        )
    )


@handles("AlterFunctionStmt")
def alter_function(replay: Replay, node: Node, span: Span) -> None:
    function = find_function(replay, node["func"])
    if function is None:
        raise missing("function", ".".join(strings(node["func"]["objname"])))
    options = [each["DefElem"] for each in node["actions"]]
    settings = _changed_settings(function.settings, options)
    changed = _changed_attributes(options)
    if function.body is not None and "search_path" in dict(settings):
        changed["body"] = replace(function.body, looked_up=None)
    replay.change(function, span, settings=settings, **changed)


@handles("DefineStmt")
def define(replay: Replay, node: Node, span: Span) -> None:
    """CREATE AGGREGATE; operators, base types, collations and text search objects are not in a catalog."""
    if node["kind"] != "OBJECT_AGGREGATE":
        what = node["kind"].removeprefix("OBJECT_").lower()
        raise NotUnderstood(f"creates {what} {'.'.join(strings(node['defnames']))}: such objects are not looked at")
    parameters = node.get("args", [{}])[0].get("List", {}).get("items", ())
    aggregate = Function(
        replay.search_path.new(*qualified(node["defnames"])),
        _arguments(replay, parameters),
        _state_type(replay, node),
        kind=FunctionKind.AGGREGATE,
        language="internal",
        volatility=Volatility.IMMUTABLE,
        defined=span,
    )
    existing = replay.objects.functions.get(aggregate.identity)
    if existing is not None and not node.get("replace"):
        raise exists_already(existing.kind.value, aggregate.identity)
    replay.define(aggregate)


def _state_type(replay: Replay, node: Node) -> TypeName | None:
    """The type of the state, which is the result's too unless a final function changes it."""
    definition = {each["DefElem"]["defname"].lower(): each["DefElem"].get("arg", {}) for each in node["definition"]}
    state = definition.get("stype", {}).get("TypeName")
    return typename(state, replay) if state and "finalfunc" not in definition else None


def _arguments(replay: Replay, parameters: Iterable[Node]) -> tuple[Argument, ...]:
    return tuple(_argument(replay, each["FunctionParameter"]) for each in parameters)


def _given_out(arguments: Iterable[Argument]) -> TypeName | None:
    """What a function returns that does not say it: its only output argument, or a record of several."""
    found = [each.type for each in arguments if each.mode in (ArgumentMode.OUT, ArgumentMode.INOUT)]
    return found[0] if len(found) == 1 else TypeName("pg_catalog", "record") if found else None


def _argument(replay: Replay, parameter: Node) -> Argument:
    return Argument(
        parameter.get("name"),
        typename(parameter["argType"], replay),
        _MODES[parameter["mode"]],
        expression(parameter["defexpr"], replay.text) if "defexpr" in parameter else None,
    )


def _language(options: Iterable[Node], node: Node) -> str:
    """SQL is the default for a standard body; a language named as a string is folded like an identifier."""
    stated = next((string(each["arg"]) for each in options if each["defname"] == "language"), None)
    return (stated or ("sql" if "sql_body" in node else "")).lower()


def _changed_attributes(options: Iterable[Node]) -> dict[str, Any]:
    """The attributes that the options state."""
    changed: dict[str, Any] = {}
    for option in options:
        match option["defname"]:
            case "volatility":
                changed["volatility"] = Volatility(string(option["arg"]))
            case "security":
                changed["security_definer"] = _flag(option)
            case "strict" | "leakproof" as attribute:
                changed[attribute] = _flag(option)
    return changed


def _flag(option: Node) -> bool:
    return bool(option["arg"]["Boolean"].get("boolval"))


def _changed_settings(settings: Settings, options: Iterable[Node]) -> Settings:
    """The SET clauses after those that the options set and reset, in order."""
    current = dict(settings)
    for option in options:
        if option["defname"] != "set":
            continue
        statement = option["arg"]["VariableSetStmt"]
        match statement["kind"]:
            case "VAR_RESET_ALL":
                current.clear()
            case "VAR_SET_VALUE":
                current[statement["name"]] = _value_as_written(statement)
            case "VAR_SET_CURRENT":
                current[statement["name"]] = _FROM_CURRENT
            case _:
                current.pop(statement["name"], None)
    return tuple(current.items())


def _value_as_written(statement: Node) -> str:
    """The values without their quotes: `SET search_path = ''` has the value of an empty text."""
    return ", ".join(constant(each) or "" for each in statement["args"])
