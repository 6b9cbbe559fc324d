"""What an expression holds equal, and the sub-selects in which it does."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from pgcordon.model import ColumnReference, Equality, Operand, QualifiedName, Span, SubQuery, SubQueryKind
from pgcordon.parse.expression.comparisons import plain_array_elements
from pgcordon.parse.expression.complements import built_in_operator
from pgcordon.parse.expression.scopes import NO_RANGE, Range, Scope
from pgcordon.parse.expression.targets import value_function
from pgcordon.parse.nodes import Node, constant, qualified, strings, unwrap

SpanOf = Callable[[Node], Span | None]

_TRANSPARENT = frozenset({"TypeCast", "CollateClause"})
_NOTHING = Operand()
_EQUALITIES = frozenset({"AEXPR_OP", "AEXPR_OP_ANY"})
_KINDS = {
    "EXISTS_SUBLINK": SubQueryKind.EXISTS,
    "ANY_SUBLINK": SubQueryKind.IN,
    "ALL_SUBLINK": SubQueryKind.IN,
    "EXPR_SUBLINK": SubQueryKind.VALUE,
    "ARRAY_SUBLINK": SubQueryKind.VALUE,
}
_INTO_JSON = frozenset({"->", "->>", "#>", "#>>"})
_READS_NOTHING = frozenset({"targetList", "limitOption", "op"})


class _Held(msgspec.Struct):
    """Two nodes held equal, before the scopes of the sub-selects among them are known."""

    left: Node
    right: Node
    scope: Scope
    whole: Node


class _Found(msgspec.Struct):
    """A sub-select: its node, the scope in which it stands, and its own outside."""

    sublink: Node
    around: Scope
    outside: Scope
    equalities: list[Equality] = msgspec.field(default_factory=list)
    span: Span | None = None


class Links(msgspec.Struct):
    """The equalities and sub-selects of one expression, as a walk meets them."""

    held: list[_Held] = msgspec.field(default_factory=list)
    used: list[tuple[Operand, Operand, Scope]] = msgspec.field(default_factory=list)
    found: list[_Found] = msgspec.field(default_factory=list)
    selects: dict[int, Scope] = msgspec.field(default_factory=dict)
    """The scope of each SELECT, by the identity of its node."""
    negated: set[int] = msgspec.field(default_factory=set)
    wholes: dict[int, Node] = msgspec.field(default_factory=dict)
    """What stands in the text for each of several conditions, by the identity of its node."""
    json_keys: set[str] = msgspec.field(default_factory=set)

    def operator(self, fields: Node, scope: Scope) -> None:
        """Note an A_Expr if it holds two operands equal, or takes something out of JSON."""
        kind = fields["kind"]
        if fields["name"][-1]["String"]["sval"] in _INTO_JSON:
            self.json_keys.update(_path(fields["rexpr"]))
        if kind not in _EQUALITIES or "lexpr" not in fields or built_in_operator(fields) != "=":
            return
        left, right = fields["lexpr"], fields["rexpr"]
        if kind == "AEXPR_OP_ANY":
            one = _one_of(right)
            if one is None:
                return
            right = one
        self.held.append(_Held(left, right, scope, self.wholes.get(id(fields), {"A_Expr": fields})))

    def boolean(self, fields: Node, scope: Scope) -> None:
        """Note what NOT makes of its argument, and that one text says several conditions.

        The canonical form of IS NOT DISTINCT FROM is its negation, and that of two equal rows an AND.
        """
        if fields.get("is_one_text"):
            whole = {"BoolExpr": fields}
            self.wholes.update((id(unwrap(condition)[1]), whole) for condition in fields["args"])
        if fields["boolop"] != "NOT_EXPR":
            return
        kind, argument = unwrap(fields["args"][0])
        if kind == "SubLink":
            self.negated.add(id(argument))
        elif kind == "A_Expr" and argument["kind"] == "AEXPR_DISTINCT":
            self.held.append(_Held(argument["lexpr"], argument["rexpr"], scope, {"A_Expr": argument}))

    def sublink(self, fields: Node, scope: Scope, outside: Scope) -> None:
        """Note a sub-select, and that it may hold what stands before IN equal to its output."""
        query = fields["subselect"].get("SelectStmt", {})
        if query.keys() <= _READS_NOTHING and "testexpr" not in fields:
            return
        self.found.append(_Found(fields, scope, outside))

    def using(self, columns: Sequence[str], left: Sequence[Range], right: Sequence[Range], scope: Scope) -> None:
        """Note JOIN … USING over the relations on both sides."""
        for name in columns:
            self.used.append((_of_range(name, left, scope), _of_range(name, right, scope), scope))

    def finished(self, span_of: SpanOf) -> tuple[tuple[Equality, ...], tuple[SubQuery, ...]]:
        """Everything that was found, once the walk is over."""
        if not (self.held or self.used or self.found):
            return (), ()
        all_found: list[Equality] = []
        within = {id(each.outside): each for each in self.found}
        by_node = {id(each.sublink): each for each in self.found}
        for held in self.held:
            left, right = self._operand(held.left, held.scope), self._operand(held.right, held.scope)
            stated = Equality(left, right, held.scope.depth > 0, span_of(held.whole))
            self._state(stated, held.scope, within, all_found)
            for side in (held.left, held.right) if by_node else ():
                asked = by_node.get(id(_seen_through(side)))
                if asked is not None:
                    asked.equalities.append(stated)
        for left, right, scope in self.used:
            self._state(Equality(left, right, scope.depth > 0), scope, within, all_found)
        for each in self.found:
            each.span = span_of({"SubLink": each.sublink})
            for stated in self._membership(each):
                each.equalities.append(stated)
                self._state(stated, each.around, within, all_found)
        return tuple(all_found), tuple(self._subquery(each) for each in self.found)

    def _state(self, stated: Equality, scope: Scope, within: dict[int, _Found], all_found: list[Equality]) -> None:
        all_found.append(stated)
        around: Scope | None = scope if within else None
        while around is not None:
            if around.boundary and id(around) in within:
                within[id(around)].equalities.append(stated)
            around = around.parent

    def _membership(self, found: _Found) -> Iterator[Equality]:
        sublink = found.sublink
        operator = strings(sublink.get("operName", ()))[-1:]
        if sublink["subLinkType"] != "ANY_SUBLINK" or operator not in ((), ("=",)):
            return
        _, query = unwrap(sublink["subselect"])
        scope, targets = self.selects.get(id(query)), query.get("targetList", ())
        test = sublink["testexpr"]
        tests = test["RowExpr"].get("args", ()) if "RowExpr" in test else [test]
        if scope is None or len(tests) != len(targets):
            return
        for tested, target in zip(tests, targets, strict=True):
            left = self._operand(tested, found.around)
            right = self._output(target["ResTarget"]["val"], scope, "fromClause" in query)
            yield Equality(left, right, found.around.depth > 0, found.span)

    def _subquery(self, found: _Found) -> SubQuery:
        return SubQuery(
            _KINDS.get(found.sublink["subLinkType"], SubQueryKind.VALUE),
            tuple(dict.fromkeys(found.outside.reads)),
            found.outside.correlated,
            id(found.sublink) in self.negated or found.sublink["subLinkType"] == "ALL_SUBLINK",
            found.around.depth > 0,
            tuple(found.equalities),
            found.span,
        )

    def _operand(self, node: Node, scope: Scope) -> Operand:
        while True:
            kind, fields = unwrap(node)
            if kind in _TRANSPARENT:
                node = fields["arg"]
                continue
            if kind == "SubLink" and fields["subLinkType"] in ("EXPR_SUBLINK", "ARRAY_SUBLINK"):
                _, query = unwrap(fields["subselect"])
                inside, targets = self.selects.get(id(query)), query.get("targetList", ())
                if inside is None or len(targets) != 1:
                    return _NOTHING
                return self._output(targets[0]["ResTarget"]["val"], inside, "fromClause" in query)
            return _plain(node, kind, scope)

    def _output(self, node: Node, scope: Scope, reads: bool) -> Operand:
        """What a sub-select gives. Of what it reads, only a column says where it comes from."""
        found = self._operand(node, scope)
        return _NOTHING if reads and found.column is None else found


def _plain(node: Node, kind: str, scope: Scope) -> Operand:
    if kind == "ColumnRef":
        reference, within = column_reference(node["ColumnRef"], scope)
        return _NOTHING if reference.name == "*" else _of_column(reference, within.alias)
    if kind == "ParamRef":  # an argument of a function, which bodies name like a column too
        return _of_column(_reference(None, f"${node['ParamRef']['number']}", False, None), None)
    if kind == "FuncCall" and "args" not in node["FuncCall"]:
        return _of_calls((_call_name(node["FuncCall"]),))
    value = constant(node) if kind == "A_Const" else None
    return _of_calls(_calls(node)) if value is None else Operand(literal=value)


# Most operands of a schema are the same few ones.
@lru_cache(maxsize=4096)
def _of_column(reference: ColumnReference, alias: str | None) -> Operand:
    return Operand(reference, alias=alias)


@lru_cache(maxsize=256)
def _of_calls(calls: tuple[str, ...]) -> Operand:
    return Operand(calls=calls)


def column_reference(fields: Node, scope: Scope) -> tuple[ColumnReference, Range]:
    """The column that a ColumnRef means, and the relation of the FROM clause that it was found in."""
    parts = fields["fields"]
    name = parts[-1]["String"]["sval"] if "String" in parts[-1] else "*"
    qualifier: str | None = parts[-2]["String"]["sval"] if len(parts) > 1 else None
    found = scope.resolve(qualifier, name) if qualifier or name != "*" else scope
    within = found.range_of(qualifier, name) if found.ranges else NO_RANGE
    return _reference(qualifier, name, found.depth > 0, within.relation), within


@lru_cache(maxsize=4096)
def _reference(qualifier: str | None, name: str, in_subquery: bool, relation: QualifiedName | None) -> ColumnReference:
    return ColumnReference(qualifier, name, in_subquery, relation)


def _of_range(name: str, ranges: Sequence[Range], scope: Scope) -> Operand:
    holding = [each for each in ranges if each.columns is not None and name in each.columns]
    candidates = holding or [each for each in ranges if each.columns is None]
    if len(candidates) != 1:
        return _NOTHING
    [within] = candidates
    return Operand(ColumnReference(within.alias, name, scope.depth > 0, within.relation), alias=within.alias)


def _seen_through(node: Node) -> Node:
    """The fields of what is cast or collated."""
    kind, fields = unwrap(node)
    while kind in _TRANSPARENT:
        kind, fields = unwrap(fields["arg"])
    return fields


def _one_of(node: Node) -> Node | None:
    """What `= any (…)` compares with: the only element of an array, or an array that calls or a sub-select give."""
    kind, fields = unwrap(node)
    while kind in _TRANSPARENT:
        node = fields["arg"]
        kind, fields = unwrap(node)
    if kind == "A_ArrayExpr":
        elements: list[Node] = fields.get("elements", [])
        return elements[0] if len(elements) == 1 else None
    if kind in ("FuncCall", "SubLink"):
        return node
    return None


def _path(node: Node) -> tuple[str, ...]:
    """The keys of `-> 'a'` and of `#> '{a,b}'`."""
    key = constant(node)
    return plain_array_elements(node) or (() if key is None else (key,))


def _calls(node: Node) -> tuple[str, ...]:
    """The calls in an operand, in no order; none where columns or tables have a part in it."""
    calls: dict[str, None] = {}
    pending: list[Any] = [node]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(value)
            continue
        for kind, child in value.items():
            if kind in ("ColumnRef", "fromClause"):
                return ()
            if kind == "FuncCall":
                calls[_call_name(child)] = None
            elif kind == "SQLValueFunction":
                calls[value_function(child)] = None
            if isinstance(child, (dict, list)):
                pending.append(child)
    return tuple(calls)


def _call_name(fields: Node) -> str:
    schema, name = qualified(fields["funcname"])
    return f"{schema}.{name}" if schema else name
