"""The names of a query's output columns, as PostgreSQL chooses them."""

from collections.abc import Mapping, Sequence

from pgcordon.model import QualifiedName
from pgcordon.parse.expression.scopes import UNKNOWN, Relations
from pgcordon.parse.nodes import Node, strings, unwrap

Ctes = Mapping[str, Sequence[str] | None]

_FIXED_NAMES = {
    "CoalesceExpr": "coalesce",
    "A_ArrayExpr": "array",
    "RowExpr": "row",
    "GroupingFunc": "grouping",
    "XmlSerialize": "xmlserialize",
    "JsonObjectConstructor": "json_object",
    "JsonArrayConstructor": "json_array",
    "JsonArrayQueryConstructor": "json_array",
    "MergeSupportFunc": "merge_action",
    "IS_GREATEST": "greatest",
    "IS_LEAST": "least",
    "JSON_EXISTS_OP": "json_exists",
    "JSON_QUERY_OP": "json_query",
    "JSON_VALUE_OP": "json_value",
}
_UNNAMED = "?column?"


def output_columns(query: Node, relations: Relations = UNKNOWN, ctes: Ctes | None = None) -> tuple[str, ...] | None:
    """The output columns of a query's fields (`SelectStmt` or a statement with RETURNING).

    None where a `*` ranges over relations whose columns are not known.
    Source: FigureColname in PostgreSQL's parse_target.c.
    """
    visible = {**(ctes or {}), **_with_clause(query, relations, ctes or {})}
    if "larg" in query:
        return output_columns(query["larg"], relations, visible)
    if "valuesLists" in query:
        first = query["valuesLists"][0]["List"]["items"]
        return tuple(f"column{number}" for number in range(1, len(first) + 1))
    names: list[str] = []
    for target in query.get("targetList", query.get("returningClause", {}).get("exprs", ())):
        expanded = _target(target["ResTarget"], query, relations, visible)
        if expanded is None:
            return None
        names.extend(expanded)
    return tuple(names)


def _with_clause(query: Node, relations: Relations, ctes: Ctes) -> Ctes:
    visible = dict(ctes)
    for wrapped in query.get("withClause", {}).get("ctes", ()):
        cte = wrapped["CommonTableExpr"]
        visible[cte["ctename"]] = cte_columns(cte, relations, visible)
    return visible


def cte_columns(cte: Node, relations: Relations, ctes: Ctes) -> Sequence[str] | None:
    """The columns of a CTE: its own list over the names its query gives."""
    _, query = unwrap(cte["ctequery"])
    return renamed(output_columns(query, relations, ctes), strings(cte.get("aliascolnames", ())))


def renamed(columns: Sequence[str] | None, aliases: Sequence[str]) -> tuple[str, ...] | None:
    """The columns with the first ones named as an alias's column list says."""
    if columns is None:
        return None
    return (*aliases, *columns[len(aliases) :])


def _target(target: Node, query: Node, relations: Relations, ctes: Ctes) -> tuple[str, ...] | None:
    if "name" in target:
        return (target["name"],)
    kind, fields = unwrap(target["val"])
    if kind == "ColumnRef" and "A_Star" in fields["fields"][-1]:
        qualifier = strings(fields["fields"][:-1])
        return _star(query.get("fromClause", ()), qualifier[-1] if qualifier else None, relations, ctes)
    return (column_name(target["val"]) or _UNNAMED,)


def _star(items: Sequence[Node], qualifier: str | None, relations: Relations, ctes: Ctes) -> tuple[str, ...] | None:
    names: list[str] = []
    for item in items:
        kind, fields = unwrap(item)
        if kind == "JoinExpr":
            if qualifier is None and ("usingClause" in fields or fields.get("isNatural")):
                return None
            columns = _star((fields["larg"], fields["rarg"]), qualifier, relations, ctes)
        elif qualifier in (None, _range_name(kind, fields)):
            columns = range_columns(kind, fields, relations, ctes)
        else:
            continue
        if columns is None:
            return None
        names.extend(columns)
    return tuple(names)


def _range_name(kind: str, fields: Node) -> str | None:
    alias: str | None = fields.get("alias", {}).get("aliasname")
    return alias or (fields["relname"] if kind == "RangeVar" else None)


def range_columns(kind: str, fields: Node, relations: Relations, ctes: Ctes) -> tuple[str, ...] | None:
    """The columns of one item of a FROM clause, None where they are not known."""
    aliases = strings(fields.get("alias", {}).get("colnames", ()))
    if kind == "RangeVar":
        if "schemaname" not in fields and fields["relname"] in ctes:
            return renamed(ctes[fields["relname"]], aliases)
        name: QualifiedName = relations.relation(fields.get("schemaname"), fields["relname"])
        return renamed(relations.columns(name), aliases)
    if kind == "RangeSubselect":
        return renamed(output_columns(unwrap(fields["subquery"])[1], relations, ctes), aliases)
    if kind == "RangeFunction":
        defined = tuple(each["ColumnDef"]["colname"] for each in fields.get("coldeflist", ()))
        return defined or aliases or None
    return None


def column_name(node: Node) -> str | None:
    """The name that PostgreSQL gives an output column for an expression without AS, None for `?column?`."""
    kind, fields = unwrap(node)
    match kind:
        case "ColumnRef":
            return next((part["String"]["sval"] for part in reversed(fields["fields"]) if "String" in part), None)
        case "A_Indirection":
            named = [part["String"]["sval"] for part in fields["indirection"] if "String" in part]
            return named[-1] if named else column_name(fields["arg"])
        case "FuncCall":
            return strings(fields["funcname"])[-1]
        case "A_Expr" if fields["kind"] == "AEXPR_NULLIF":
            return "nullif"
        case "TypeCast":
            return column_name(fields["arg"]) or strings(fields["typeName"]["names"])[-1]
        case "CollateClause":
            return column_name(fields["arg"])
        case "CaseExpr":
            return column_name(fields.get("defresult", {"A_Const": {}})) or "case"
        case "SQLValueFunction":
            return value_function(fields)
        case "SubLink":
            return _sublink_name(fields)
        case _:
            return _FIXED_NAMES.get(kind) or _FIXED_NAMES.get(fields.get("op", ""))


def _sublink_name(fields: Node) -> str | None:
    match fields["subLinkType"]:
        case "EXISTS_SUBLINK":
            return "exists"
        case "ARRAY_SUBLINK":
            return "array"
        case "EXPR_SUBLINK":
            targets = unwrap(fields["subselect"])[1].get("targetList")
            if not targets:
                return None
            target = targets[0]["ResTarget"]
            return target.get("name") or column_name(target["val"])
        case _:
            return None


def value_function(fields: Node) -> str:
    """The SQL name of a value function: `current_user`, `current_timestamp`, …"""
    name: str = fields["op"]
    return name.removeprefix("SVFOP_").removesuffix("_N").lower()
