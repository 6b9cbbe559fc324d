"""Which names reach the text that EXECUTE runs without being quoted on the way."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from pgcordon.parse.nodes import Node, constant, qualified, strings, unwrap

Names = frozenset[str]
"""Variables and arguments as the text names them: `note`, `list_notes.note`, `$1`."""

NO_NAMES: Names = frozenset()
_HOLD_TEXT = frozenset({
    "anyarray", "anyelement", "bpchar", "char", "citext", "hstore", "json", "jsonb", "jsonpath", "name", "record",
    "text", "unknown", "varchar", "xml",
})  # fmt: skip
"""The types whose values can be any SQL; `name` too, for `x;drop table t` is a name."""
_PASS_ON = frozenset({
    "array_agg", "array_append", "array_cat", "array_prepend", "array_to_string", "btrim", "concat", "concat_ws",
    "convert_from", "initcap", "json_array_elements_text", "json_extract_path_text", "jsonb_array_elements_text",
    "jsonb_extract_path_text", "left", "lower", "lpad", "ltrim", "max", "min", "normalize", "overlay", "repeat",
    "reverse", "right", "rpad", "rtrim", "split_part", "string_agg", "string_to_array", "string_to_table", "substr",
    "substring", "unnest", "upper",
})  # fmt: skip
"""The functions that hand on what they are given; `replace` and others that may take something out are none of them."""
_TAKES_FROM_LEFT = frozenset({"->", "->>", "#>", "#>>"})
_PLACEHOLDER = re.compile(r"%(?:(?P<position>\d+)\$)?-?(?:\d+|\*(?:\d+\$)?)?(?P<kind>[sIL%])")


def holds_text(type_name: str) -> bool:
    """Whether a value of the type, as `int4`, `_text` or `public.mood`, can be any text; of a copied type it can."""
    bare = type_name.partition("(")[0].removesuffix("[]").rpartition(".")[2].removeprefix("_").lower()
    return bare in _HOLD_TEXT or "%" in type_name


def closure(names: Names, assigned: Mapping[str, Names]) -> Names:
    """These names, and all whose values their variables have been given unquoted."""
    reached: set[str] = set()
    pending = list(names)
    while pending:
        name = pending.pop()
        if name not in reached:
            reached.add(name)
            pending.extend(assigned.get(name, NO_NAMES) | assigned.get(name.partition(".")[0], NO_NAMES))
    return frozenset(reached)


def unquoted(node: Node) -> Names:
    """The names whose values stand in the value of an expression as they are."""
    kind, fields = unwrap(node)
    reader = _READERS.get(kind)
    if reader is not None:
        return reader(fields)
    if kind == "SelectStmt":
        return frozenset().union(*outputs(node))
    return _any(_PARTS[kind](fields)) if kind in _PARTS else NO_NAMES


def outputs(query: Node) -> list[Names]:
    """For each column of a query's result the names whose values stand in it as they are."""
    fields = query.get("SelectStmt", {})
    if "larg" in fields:
        left, right = ({"SelectStmt": fields[side]} for side in ("larg", "rarg"))
        return [one | other for one, other in zip(outputs(left), outputs(right), strict=False)]
    given = _given_by_functions(fields.get("fromClause", ()))
    found = [unquoted(target["ResTarget"]["val"]) for target in fields.get("targetList", ())]
    return [closure(names, given) - given.keys() for names in found]


def _given_by_functions(items: Sequence[Node]) -> dict[str, Names]:
    """What the names of FROM items such as `unnest(columns) as column` stand for."""
    given: dict[str, Names] = {}
    for kind, fields in map(unwrap, items):
        if kind == "RangeFunction":
            alias = fields.get("alias", {})
            names = _any([fields["functions"][0]["List"]["items"][0]])
            given.update(dict.fromkeys((alias.get("aliasname", ""), *strings(alias.get("colnames", ()))), names))
    return given


def _any(nodes: Sequence[Node]) -> Names:
    return frozenset().union(*map(unquoted, nodes))


def _operator(fields: Node) -> Names:
    operator = strings(fields["name"])[-1]
    if fields["kind"] == "AEXPR_NULLIF" or operator in _TAKES_FROM_LEFT:
        return unquoted(fields["lexpr"])
    if operator == "||":
        return _any([fields[side] for side in ("lexpr", "rexpr") if side in fields])
    return NO_NAMES


def _call(fields: Node) -> Names:
    schema, name = qualified(fields["funcname"])
    arguments = fields.get("args", [])
    if schema not in (None, "pg_catalog") or not arguments:
        return NO_NAMES
    if name == "format":
        return _formatted(arguments, variadic=bool(fields.get("func_variadic")))
    return _any(arguments) if name in _PASS_ON else NO_NAMES


def _formatted(arguments: Sequence[Node], variadic: bool) -> Names:
    """What `%s` puts in; `%I` and `%L` quote. Source: the manual, "format"."""
    pattern, *values = arguments
    found = unquoted(pattern)
    for position in _plain_positions(_constant_text(pattern)):
        if variadic and position >= len(values) - 1:
            found |= unquoted(values[-1])
        elif position < len(values):
            found |= unquoted(values[position])
    return found


def _plain_positions(pattern: str) -> Iterator[int]:
    """The arguments, counted from zero, that stand for `%s`."""
    following = 0
    for placeholder in _PLACEHOLDER.finditer(pattern):
        if placeholder["kind"] == "%":
            continue
        following = int(placeholder["position"] or following + 1)
        if placeholder["kind"] == "s":
            yield following - 1


def _constant_text(node: Node) -> str:
    """The text of a concatenation as far as it is constant."""
    kind, fields = unwrap(node)
    if kind == "A_Expr" and strings(fields["name"])[-1] == "||":
        return "".join(_constant_text(fields[side]) for side in ("lexpr", "rexpr") if side in fields)
    return constant(node) or ""


def _column(fields: Node) -> Names:
    return frozenset({".".join(strings(part for part in fields["fields"] if "String" in part))})


def _parameter(fields: Node) -> Names:
    return frozenset({f"${fields['number']}"})


def _cast(fields: Node) -> Names:
    return unquoted(fields["arg"]) if holds_text(strings(fields["typeName"]["names"])[-1]) else NO_NAMES


def _subquery(fields: Node) -> Names:
    is_value = fields["subLinkType"] in ("EXPR_SUBLINK", "ARRAY_SUBLINK")
    return unquoted(fields["subselect"]) if is_value else NO_NAMES


def _results(fields: Node) -> list[Node]:
    """What CASE can come to, not what it asks."""
    results = [each["CaseWhen"]["result"] for each in fields["args"]]
    return [*results, fields["defresult"]] if "defresult" in fields else results


_READERS: dict[str, Callable[[Node], Names]] = {
    "ColumnRef": _column,
    "ParamRef": _parameter,
    "A_Expr": _operator,
    "FuncCall": _call,
    "TypeCast": _cast,
    "SubLink": _subquery,
}
_PARTS: dict[str, Callable[[Node], Sequence[Node]]] = {
    "CollateClause": lambda fields: [fields["arg"]],
    "A_Indirection": lambda fields: [fields["arg"]],
    "CoalesceExpr": lambda fields: fields["args"],
    "MinMaxExpr": lambda fields: fields["args"],
    "A_ArrayExpr": lambda fields: fields.get("elements", []),
    "CaseExpr": _results,
}
"""The parts of an expression of which its value is one, or is made."""
