"""What an expression or a statement refers to: calls, columns, relations, comparisons."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from pgcordon.model import ColumnReference, Comparison, QualifiedName
from pgcordon.parse.expression.comparisons import comparisons_in
from pgcordon.parse.expression.equalities import Links, column_reference
from pgcordon.parse.expression.scopes import Relations, Scope
from pgcordon.parse.expression.stars import columns_of_star
from pgcordon.parse.expression.targets import cte_columns, output_columns, range_columns, value_function
from pgcordon.parse.nodes import Node, constant, qualified, strings, unwrap

_LEAVES = frozenset({"typeName", "funcname", "name", "alias", "collname", "opername", "objname", "A_Const", "String"})
"""Fields and nodes that hold names and literals, never an expression."""
_DISTINCT = frozenset({"AEXPR_DISTINCT", "AEXPR_NOT_DISTINCT"})
_RESULT_COLUMNS = ("key", "value", "ordinality")
"""What functions of `pg_catalog` that return sets name their columns, beside the alias itself."""


class FoundCall(msgspec.Struct, frozen=True):
    """A call, before it is known whether the sub-select around it is correlated."""

    schema: str | None
    name: str
    arguments: int
    location: int
    scope: Scope
    literals: tuple[str | None, ...] = ()


class Facts(msgspec.Struct):
    """What a walk has found so far, and what it has still to visit."""

    relations_known: Relations
    calls: list[FoundCall] = msgspec.field(default_factory=list)
    columns: set[ColumnReference] = msgspec.field(default_factory=set)
    relations: set[QualifiedName] = msgspec.field(default_factory=set)
    comparisons: list[Comparison] = msgspec.field(default_factory=list)
    links: Links = msgspec.field(default_factory=Links)
    minds_null: bool = False
    """Whether something asks if a value is null, or puts another in its place."""
    pending: list[tuple[Any, Scope]] = msgspec.field(default_factory=list)

    def visit(self, fields: Node, scope: Scope, without: Sequence[str] = ()) -> None:
        """Visit what a node holds later, in the order of its fields."""
        for key in reversed(fields):
            if key not in without and isinstance(fields[key], (dict, list)):
                self.pending.append((fields[key], scope))


def facts_of(node: Node, relations: Relations) -> Facts:
    """Everything that a node refers to. Its unresolved names are the outer row's, or a function's variables."""
    facts = Facts(relations)
    pending = facts.pending
    pending.append((node, Scope()))
    while pending:
        value, scope = pending.pop()
        if isinstance(value, list):
            pending.extend([(item, scope) for item in reversed(value)])
            continue
        for key in reversed(value):
            if not isinstance(value[key], (dict, list)):
                continue
            child = value[key]
            visitor = _VISITORS.get(key)
            if visitor is not None:
                visitor(facts, child, scope)
            elif key not in _LEAVES:
                pending.append((child, scope))
    facts.calls.sort(key=lambda call: call.location)
    return facts


def _column(facts: Facts, fields: Node, scope: Scope) -> None:
    facts.columns.add(column_reference(fields, scope)[0])


def _call(facts: Facts, fields: Node, scope: Scope) -> None:
    schema, name = qualified(fields["funcname"])
    arguments = fields.get("args", ())
    literals = tuple([constant(each) for each in arguments])
    facts.calls.append(FoundCall(schema, name, len(arguments), fields.get("location", 0), scope, literals))
    if arguments or fields.keys() & {"agg_filter", "over"}:
        facts.visit(fields, scope, without=("funcname",))


def _value_function(facts: Facts, fields: Node, scope: Scope) -> None:
    facts.calls.append(FoundCall(None, value_function(fields), 0, fields.get("location", 0), scope))


def _operator(facts: Facts, fields: Node, scope: Scope) -> None:
    if not scope.nested:
        facts.comparisons.extend(comparisons_in("A_Expr", fields))
    facts.links.operator(fields, scope)
    facts.minds_null = facts.minds_null or fields["kind"] in _DISTINCT
    facts.pending.extend((fields[side], scope) for side in ("rexpr", "lexpr") if side in fields)


def _boolean(facts: Facts, fields: Node, scope: Scope) -> None:
    facts.links.boolean(fields, scope)
    facts.pending.append((fields["args"], scope))


def _coalesce(facts: Facts, fields: Node, scope: Scope) -> None:
    facts.minds_null = True
    facts.visit(fields, scope)


def _null_test(facts: Facts, fields: Node, scope: Scope) -> None:
    facts.minds_null = True
    if not scope.nested:
        facts.comparisons.extend(comparisons_in("NullTest", fields))
    facts.visit(fields, scope)


def _boolean_test(facts: Facts, fields: Node, scope: Scope) -> None:
    facts.minds_null = True
    if not scope.nested:
        facts.comparisons.extend(comparisons_in("BooleanTest", fields))
    facts.visit(fields, scope)


def _sublink(facts: Facts, fields: Node, scope: Scope) -> None:
    if "testexpr" in fields:
        facts.pending.append((fields["testexpr"], scope))
    outside = scope.sublink()
    facts.links.sublink(fields, scope, outside)
    facts.pending.append((fields["subselect"], outside))


def _relation(facts: Facts, fields: Node, scope: Scope) -> None:
    if "relname" not in fields or _names_a_cte(fields, scope):
        return
    relation = facts.relations_known.relation(fields.get("schemaname"), fields["relname"])
    facts.relations.add(relation)
    outside = scope.outside
    if outside is not None:
        outside.reads.append(relation)


def _names_a_cte(fields: Node, scope: Scope) -> bool:
    return "schemaname" not in fields and fields["relname"] in scope.ctes


def _with_ctes(facts: Facts, fields: Node, outer: Scope) -> Scope:
    """The scope that a statement's own level hangs under: the outer one, with the CTEs of its WITH clause."""
    clause = fields.get("withClause")
    if clause is None:
        return outer
    visible = outer.inner()
    ctes = dict(outer.ctes)
    if clause.get("recursive"):
        ctes |= dict.fromkeys(each["CommonTableExpr"]["ctename"] for each in clause["ctes"])
    for wrapped in clause["ctes"]:
        cte = wrapped["CommonTableExpr"]
        seen = outer.subquery()
        seen.ctes = dict(ctes)
        facts.visit(cte, seen, without=("aliascolnames",))
        ctes[cte["ctename"]] = cte_columns(cte, facts.relations_known, ctes)
    visible.ctes = ctes
    return visible


def _select(facts: Facts, fields: Node, outer: Scope) -> None:
    outer = _with_ctes(facts, fields, outer)
    if "larg" in fields:
        _select(facts, fields["larg"], outer)
        _select(facts, fields["rarg"], outer)
        scope = outer.inner()
        scope.add(None, output_columns(fields, facts.relations_known, outer.ctes))
        facts.visit(fields, scope, without=("larg", "rarg", "withClause"))
        return
    scope = outer.inner()
    facts.links.selects[id(fields)] = scope
    for item in fields.get("fromClause", ()):
        _from_item(facts, item, scope)
    if "sortClause" in fields or "groupClause" in fields:
        _order_and_group(facts, fields, scope)
    facts.visit(fields, scope, without=("withClause", "fromClause", "sortClause", "groupClause", "targetList"))
    for target in fields.get("targetList", ()):
        if (columns := columns_of_star(target["ResTarget"], scope)) is None:
            facts.pending.append((target, scope.output()))
        facts.columns.update(columns or ())


def _order_and_group(facts: Facts, fields: Node, scope: Scope) -> None:
    """ORDER BY and GROUP BY, which see the names of the output columns too."""
    ordering = scope.inner()
    targets = (target["ResTarget"] for target in fields.get("targetList", ()))
    ordering.names.update(target["name"] for target in targets if "name" in target)
    facts.pending.extend((fields[clause], ordering) for clause in ("sortClause", "groupClause") if clause in fields)


def _from_item(facts: Facts, item: Node, scope: Scope) -> None:
    kind, fields = unwrap(item)
    alias = fields.get("alias", {})
    if kind == "JoinExpr":
        before = len(scope.ranges)
        _from_item(facts, fields["larg"], scope)
        between = len(scope.ranges)
        _from_item(facts, fields["rarg"], scope)
        if "usingClause" in fields:
            left, right = scope.ranges[before:between], scope.ranges[between:]
            facts.links.using(strings(fields["usingClause"]), left, right, scope)
        if alias:
            scope.add(alias["aliasname"], strings(alias.get("colnames", ())))
        facts.visit(fields, scope, without=("larg", "rarg", "alias", "usingClause"))
        return
    if kind == "RangeTableSample":
        _from_item(facts, fields["relation"], scope)
        facts.visit(fields, scope, without=("relation", "method"))
        return
    if kind == "RangeFunction":
        _range_function(facts, fields, scope)
        return
    known = range_columns(kind, fields, facts.relations_known, scope.ctes)
    renamed = "colnames" in alias or (kind == "RangeVar" and _names_a_cte(fields, scope))
    relation = None
    if kind == "RangeVar" and not renamed:
        relation = facts.relations_known.relation(fields.get("schemaname"), fields["relname"])
    scope.add(alias.get("aliasname") or fields.get("relname"), known, relation)
    if kind == "RangeVar":
        _relation(facts, fields, scope)
        return
    if kind == "RangeSubselect":
        around = scope if fields.get("lateral") or scope.parent is None else scope.parent
        facts.pending.append((fields["subquery"], around.subquery()))
        return
    facts.visit(fields, scope, without=("alias", "coldeflist"))


def _range_function(facts: Facts, fields: Node, scope: Scope) -> None:
    """A function in a FROM clause; its arguments see the items before it, not its own result."""
    facts.visit(fields, scope.so_far(), without=("alias", "coldeflist"))
    kind, call = unwrap(fields["functions"][0]["List"]["items"][0])
    schema, name = qualified(call["funcname"]) if kind == "FuncCall" else (None, value_function(call))
    qualifier = fields.get("alias", {}).get("aliasname", name)
    columns = range_columns("RangeFunction", fields, facts.relations_known, {})
    if columns is None and schema in (None, "pg_catalog"):
        columns = (qualifier, *_RESULT_COLUMNS)
    scope.add(qualifier, columns)


def _changed_relation(facts: Facts, fields: Node, outer: Scope) -> Scope:
    scope = outer.inner()
    _from_item(facts, {"RangeVar": fields["relation"]}, scope)
    return scope


def _insert(facts: Facts, fields: Node, outer: Scope) -> None:
    outer = _with_ctes(facts, fields, outer)
    scope = _changed_relation(facts, fields, outer)
    scope.add("excluded", ())
    if "selectStmt" in fields:
        facts.pending.append((fields["selectStmt"], outer))
    facts.visit(fields, scope, without=("withClause", "relation", "selectStmt"))


def _update_or_delete(facts: Facts, fields: Node, outer: Scope) -> None:
    outer = _with_ctes(facts, fields, outer)
    scope = _changed_relation(facts, fields, outer)
    others = ("fromClause", "usingClause")
    for clause in others:
        for item in fields.get(clause, ()):
            _from_item(facts, item, scope)
    facts.visit(fields, scope, without=("withClause", "relation", *others))


def _merge(facts: Facts, fields: Node, outer: Scope) -> None:
    outer = _with_ctes(facts, fields, outer)
    scope = _changed_relation(facts, fields, outer)
    _from_item(facts, fields["sourceRelation"], scope)
    facts.visit(fields, scope, without=("withClause", "relation", "sourceRelation"))


_VISITORS: dict[str, Callable[[Facts, Node, Scope], None]] = {
    "ColumnRef": _column,
    "FuncCall": _call,
    "funccall": _call,
    "SQLValueFunction": _value_function,
    "A_Expr": _operator,
    "BoolExpr": _boolean,
    "CoalesceExpr": _coalesce,
    "NullTest": _null_test,
    "BooleanTest": _boolean_test,
    "SubLink": _sublink,
    "RangeVar": _relation,
    "relation": _relation,
    "rel": _relation,
    "SelectStmt": _select,
    "InsertStmt": _insert,
    "UpdateStmt": _update_or_delete,
    "DeleteStmt": _update_or_delete,
    "MergeStmt": _merge,
}
