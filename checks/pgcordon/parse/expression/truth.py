"""Three-valued folding: which of true, false and null a boolean expression can give.

Every answer is a set of outcomes that certainly holds the actual one, whatever the row; where nothing is known it
is all three. A column is taken for a scalar: of a composite value both `x is null` and `x is not null` can be false.
"""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import product

from pgcordon.parse.expression.complements import COMPARISONS, built_in_operator, complemented
from pgcordon.parse.expression.constants import NULL, Constant, boolean_input, compare, constant_of
from pgcordon.parse.nodes import Node, strings, unwrap

Outcomes = frozenset[bool | None]
Connective = Callable[[bool | None, bool | None], bool | None]

TRUE: Outcomes = frozenset({True})
FALSE: Outcomes = frozenset({False})
NULL_ONLY: Outcomes = frozenset({None})
NOT_NULL: Outcomes = frozenset({True, False})
ANY: Outcomes = frozenset({True, False, None})

_REFLEXIVE = frozenset({"=", "<=", ">="})
_TESTS: dict[str, Callable[[bool | None], bool]] = {
    "IS_TRUE": lambda value: value is True,
    "IS_NOT_TRUE": lambda value: value is not True,
    "IS_FALSE": lambda value: value is False,
    "IS_NOT_FALSE": lambda value: value is not False,
    "IS_UNKNOWN": lambda value: value is None,
    "IS_NOT_UNKNOWN": lambda value: value is not None,
}
_ONLY_A_TARGET = frozenset({"targetList", "limitOption", "op"})


def outcomes(node: Node) -> Outcomes:
    """What a boolean expression can give."""
    kind, fields = unwrap(node)
    folder = _FOLDERS.get(kind)
    if folder is not None:
        return folder(fields)
    value = constant_of(node)
    return ANY if value is None else _as_boolean(value)


def _as_boolean(value: Constant) -> Outcomes:
    if value.value is None or isinstance(value.value, bool):
        return frozenset({value.value})
    if value.unknown and isinstance(value.value, str):
        read = boolean_input(value.value)
        return ANY if read is None else frozenset({read})
    return ANY


def _value(node: Node) -> Constant | None:
    """The one value of an expression, folded where it is boolean."""
    kind, fields = unwrap(node)
    if kind == "CoalesceExpr":
        return _first_value(fields["args"])
    if kind == "SubLink":
        return _selected_value(fields)
    if kind == "CaseExpr":
        return None
    if kind in _FOLDERS:
        result = outcomes(node)
        return Constant(next(iter(result))) if len(result) == 1 else None
    return constant_of(node)


def _selected_value(sublink: Node) -> Constant | None:
    target = _only_target(sublink)
    if target is None or sublink["subLinkType"] != "EXPR_SUBLINK":
        return None
    value = _value(target)
    return None if value is None else Constant(value.value)


def _first_value(nodes: Sequence[Node]) -> Constant | None:
    """The value of COALESCE; a bare literal's type, and so its value, depends on the other arguments."""
    for node in nodes:
        value = _value(node)
        if value is None or value.unknown:
            return None
        if value.value is not None:
            return value
    return NULL


def _bool_expr(fields: Node) -> Outcomes:
    return junction(fields, [outcomes(arm) for arm in fields["args"]])


def junction(fields: Node, arms: Sequence[Outcomes]) -> Outcomes:
    """What an AND, OR or NOT can give whose operands can give these."""
    match fields["boolop"]:
        case "NOT_EXPR":
            return frozenset(None if value is None else not value for value in arms[0])
        case "AND_EXPR":
            return _excluding(_fold(_and, arms), True, fields)
        case _:
            return _excluding(_fold(_or, arms), False, fields)


def _and(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _or(left: bool | None, right: bool | None) -> bool | None:
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def _fold(operator: Connective, arms: Sequence[Outcomes]) -> Outcomes:
    result = arms[0]
    for arm in arms[1:]:
        result = _joined(operator, result, arm)
    return result


@cache
def _joined(operator: Connective, left: Outcomes, right: Outcomes) -> Outcomes:
    return frozenset(operator(first, second) for first, second in product(left, right))


def _excluding(result: Outcomes, impossible: bool, fields: Node) -> Outcomes:
    """`p or not p` is never false, and with a p that is never null it is true; for AND the other way round."""
    if len(result) == 1:
        return result
    for arm in complemented(fields):
        if None not in outcomes(arm):
            return frozenset({not impossible})
        result -= {impossible}
    return result


def _a_expr(fields: Node) -> Outcomes:
    symbol = built_in_operator(fields)
    if symbol is None or "lexpr" not in fields:
        return ANY
    left, right = fields["lexpr"], fields["rexpr"]
    match fields["kind"]:
        case "AEXPR_OP":
            return _comparison(symbol, left, right)
        case "AEXPR_DISTINCT":
            return frozenset(not value for value in _not_distinct(left, right))
        case "AEXPR_NOT_DISTINCT":
            return _not_distinct(left, right)
        case "AEXPR_IN":
            return _against_each(symbol, left, right["List"]["items"], _and if symbol == "<>" else _or)
        case "AEXPR_OP_ANY":
            return _against_each(symbol, left, _elements(right), _or)
        case "AEXPR_OP_ALL":
            return _against_each(symbol, left, _elements(right), _and)
        case "AEXPR_BETWEEN" | "AEXPR_NOT_BETWEEN" as kind:
            low, high = right["List"]["items"]
            inside = _fold(_and, [_comparison(">=", left, low), _comparison("<=", left, high)])
            if kind == "AEXPR_BETWEEN":
                return inside
            return frozenset(None if value is None else not value for value in inside)
        case _:
            return ANY


def _comparison(symbol: str, left: Node, right: Node) -> Outcomes:
    if symbol not in COMPARISONS or "RowExpr" in left or "RowExpr" in right:
        return ANY
    first, second = _value(left), _value(right)
    if NULL in (first, second):
        return NULL_ONLY
    if first is not None and second is not None:
        known = compare(symbol, first, second)
        return ANY if known is None else frozenset({known})
    if _same_column(left, right):
        return frozenset({symbol in _REFLEXIVE, None})
    return ANY


def _same_column(left: Node, right: Node) -> bool:
    """Whether both name one column: where one of two equal names has no qualifier, it can mean no other."""
    if "ColumnRef" not in left or "ColumnRef" not in right:
        return False
    shorter, longer = sorted((left["ColumnRef"]["fields"], right["ColumnRef"]["fields"]), key=len)
    return bool(shorter == longer[-len(shorter) :])


def _not_distinct(left: Node, right: Node) -> Outcomes:
    if "RowExpr" in left or "RowExpr" in right:
        return NOT_NULL
    first, second = _value(left), _value(right)
    if first is None or second is None:
        return TRUE if _same_column(left, right) else NOT_NULL
    if NULL in (first, second):
        return frozenset({first == second})
    known = compare("=", first, second)
    return NOT_NULL if known is None else frozenset({known})


def _elements(node: Node) -> list[Node] | None:
    kind, fields = unwrap(node)
    if kind == "TypeCast" and "A_ArrayExpr" in fields["arg"]:
        # The server casts a whole list of varchar to text; other casts may change what the elements are.
        elements: list[Node] = fields["arg"]["A_ArrayExpr"].get("elements", [])
        return elements if not elements or strings(fields["typeName"]["names"])[-1] == "text" else None
    return fields.get("elements", []) if kind == "A_ArrayExpr" else None


def _against_each(
    symbol: str,
    left: Node,
    elements: Sequence[Node] | None,
    combine: Connective,
) -> Outcomes:
    if elements is None:
        return ANY
    each = [_comparison(symbol, left, element) for element in elements]
    return _fold(combine, [frozenset({combine is _and}), *each])


def _null_test(fields: Node) -> Outcomes:
    argument = fields["arg"]
    if "RowExpr" in argument:
        return NOT_NULL
    wanted = fields["nulltesttype"] == "IS_NULL"
    value = _value(argument)
    if value is not None:
        return frozenset({(value.value is None) == wanted})
    possible = outcomes(argument) if unwrap(argument)[0] in _FOLDERS else ANY
    return frozenset({(each is None) == wanted for each in possible})


def _boolean_test(fields: Node) -> Outcomes:
    return frozenset(_TESTS[fields["booltesttype"]](value) for value in outcomes(fields["arg"]))


def _coalesce(fields: Node) -> Outcomes:
    return _coalesced([outcomes(argument) for argument in fields["args"]])


def _coalesced(arguments: Sequence[Outcomes]) -> Outcomes:
    result: Outcomes = frozenset()
    for argument in arguments:
        result |= argument - {None}
        if None not in argument:
            return result
    return result | {None}


def _case(fields: Node) -> Outcomes:
    result: Outcomes = frozenset()
    for wrapped in fields["args"]:
        when = wrapped["CaseWhen"]
        subject = fields.get("arg")
        condition = _comparison("=", subject, when["expr"]) if subject else outcomes(when["expr"])
        if True in condition:
            result |= outcomes(when["result"])
        if condition == TRUE:
            return result
    return result | (outcomes(fields["defresult"]) if "defresult" in fields else NULL_ONLY)


def _sublink(fields: Node) -> Outcomes:
    target = _only_target(fields)
    match fields["subLinkType"]:
        case "EXISTS_SUBLINK":
            return NOT_NULL if target is None else TRUE
        case "EXPR_SUBLINK" if target is not None:
            return outcomes(target)
    return ANY


def _only_target(fields: Node) -> Node | None:
    """The expression of a sub-select that is one row of one column whatever the tables hold: `(select …)`."""
    kind, query = unwrap(fields["subselect"])
    targets = query.get("targetList", ())
    if kind != "SelectStmt" or len(targets) != 1 or not query.keys() <= _ONLY_A_TARGET:
        return None
    value: Node = targets[0]["ResTarget"]["val"]
    return None if _calls_anything(value) else value


def _calls_anything(value: object) -> bool:
    """Whether it holds a call, of which each may be an aggregate or return a set."""
    if isinstance(value, dict):
        return "FuncCall" in value or any(_calls_anything(child) for child in value.values())
    return isinstance(value, list) and any(_calls_anything(child) for child in value)


_FOLDERS: dict[str, Callable[[Node], Outcomes]] = {
    "BoolExpr": _bool_expr,
    "A_Expr": _a_expr,
    "NullTest": _null_test,
    "BooleanTest": _boolean_test,
    "CoalesceExpr": _coalesce,
    "CaseExpr": _case,
    "SubLink": _sublink,
}
