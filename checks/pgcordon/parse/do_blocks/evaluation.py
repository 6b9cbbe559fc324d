"""What an SQL expression comes to, as far as literals, variables and the objects of the replay tell."""

from collections.abc import Callable, Mapping

import msgspec

from pgcordon.parse.do_blocks.calls import as_text, call, cast
from pgcordon.parse.do_blocks.queries import AGGREGATES, Answer, aggregate, answer
from pgcordon.parse.do_blocks.scope import NullRow, Scope
from pgcordon.parse.do_blocks.values import (
    Undecided,
    Value,
    all_of,
    any_of,
    as_boolean,
    compared,
    like,
    matches,
    negated,
)
from pgcordon.parse.nodes import Node, qualified, strings, unwrap
from pgcordon.parse.replay import Replay

_PATTERNS: dict[str, Callable[[Value, Value], Value]] = {
    "~~": like,
    "!~~": lambda value, pattern: negated(like(value, pattern)),
    "~~*": lambda value, pattern: like(value, pattern, any_case=True),
    "!~~*": lambda value, pattern: negated(like(value, pattern, any_case=True)),
    "~": matches,
    "!~": lambda value, pattern: negated(matches(value, pattern)),
    "~*": lambda value, pattern: matches(value, pattern, any_case=True),
    "!~*": lambda value, pattern: negated(matches(value, pattern, any_case=True)),
}
_ARITHMETIC: dict[str, Callable[[int, int], int]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
}
_COMPARISONS = frozenset({"=", "<>", "<", ">", "<=", ">="})
_NO_ROWS = Scope({})


class Evaluator(msgspec.Struct, dict=True):
    """Evaluates parse nodes for a replay as it stands; `variables` are those of the block, by name."""

    replay: Replay
    variables: Mapping[str, Value] = msgspec.field(default_factory=dict)

    def query(self, select: Node, scope: Scope = _NO_ROWS) -> Answer:
        """The rows of a SelectStmt's fields."""
        return answer(self, select, scope)

    def value(self, node: Node, scope: Scope = _NO_ROWS) -> Value:
        """The value of a wrapped node, or why it is undecided."""
        kind, fields = unwrap(node)
        evaluate = _EXPRESSIONS.get(kind)
        return evaluate(self, fields, scope) if evaluate else Undecided("an expression that is not followed")

    def _array(self, fields: Node, scope: Scope) -> Value:
        return tuple(self.value(each, scope) for each in fields.get("elements", ()))

    def _value_function(self, fields: Node, _scope: Scope) -> Value:
        name = fields["op"].removeprefix("SVFOP_").lower()
        return call(self.replay, name.replace("current_catalog", "current_database"), ())

    def _cast(self, fields: Node, scope: Scope) -> Value:
        type_name = fields["typeName"]
        array = bool(type_name.get("arrayBounds"))
        return cast(self.replay, self.value(fields["arg"], scope), strings(type_name["names"])[-1], array=array)

    def _column(self, fields: Node, scope: Scope) -> Value:
        if "A_Star" in fields["fields"][-1]:
            return Undecided("a whole row")
        *qualifiers, name = strings(fields["fields"])
        if not qualifiers:
            found, value = scope.column(name)
            return value if found else self.variables.get(name, Undecided(f"column {name}"))
        row: Value = scope.row(qualifiers[-1])
        if row is None:
            row = self.variables.get(qualifiers[-1])
        if isinstance(row, NullRow):
            return None
        if isinstance(row, Mapping):
            return row.get(name, Undecided(f"column {qualifiers[-1]}.{name}"))
        return row if isinstance(row, Undecided) else Undecided(f"{qualifiers[-1]}.{name}")

    def _junction(self, fields: Node, scope: Scope) -> Value:
        operands = (as_boolean(self.value(each, scope)) for each in fields["args"])
        match fields["boolop"]:
            case "AND_EXPR":
                return all_of(operands)
            case "OR_EXPR":
                return any_of(operands)
        return negated(next(operands))

    def _null_test(self, fields: Node, scope: Scope) -> Value:
        value = self.value(fields["arg"], scope)
        if isinstance(value, Undecided):
            return value
        if isinstance(value, Mapping):
            return Undecided("whether a row is null")
        return (value is None) is (fields.get("nulltesttype", "IS_NULL") == "IS_NULL")

    def _boolean_test(self, fields: Node, scope: Scope) -> Value:
        value = as_boolean(self.value(fields["arg"], scope))
        if isinstance(value, Undecided):
            return value
        word = fields.get("booltesttype", "IS_TRUE").removeprefix("IS_")
        asked = {"TRUE": True, "FALSE": False, "UNKNOWN": None}[word.removeprefix("NOT_")]
        return (value is asked) is not word.startswith("NOT_")

    def _operation(self, fields: Node, scope: Scope) -> Value:
        operator = strings(fields["name"])[-1]
        left = self.value(fields["lexpr"], scope) if "lexpr" in fields else 0
        if fields["kind"] == "AEXPR_IN":
            found = any_of(compared("=", left, self.value(each, scope)) for each in fields["rexpr"]["List"]["items"])
            return found if operator == "=" else negated(found)
        if fields["kind"].startswith("AEXPR_BETWEEN") or fields["kind"].startswith("AEXPR_NOT_BETWEEN"):
            return Undecided("BETWEEN")
        right = self.value(fields["rexpr"], scope)
        match fields["kind"]:
            case "AEXPR_OP" | "AEXPR_LIKE" | "AEXPR_ILIKE":
                return self._operated(operator, left, right)
            case "AEXPR_OP_ANY" | "AEXPR_OP_ALL":
                junction = any_of if fields["kind"] == "AEXPR_OP_ANY" else all_of
                elements = cast(self.replay, right, "", array=True) if isinstance(right, str) else right
                if not isinstance(elements, tuple):
                    return elements if elements is None or isinstance(elements, Undecided) else Undecided("an array")
                return junction(as_boolean(self._operated(operator, left, each)) for each in elements)
            case "AEXPR_DISTINCT" | "AEXPR_NOT_DISTINCT":
                return _distinct(left, right, asked=fields["kind"] == "AEXPR_DISTINCT")
            case "AEXPR_NULLIF":
                equal = compared("=", left, right)
                return equal if isinstance(equal, Undecided) else None if equal else left
        return Undecided(f"operator {operator}")

    def _operated(self, operator: str, left: Value, right: Value) -> Value:
        if operator in _COMPARISONS:
            return compared(operator, left, right)
        if operator in _PATTERNS:
            return _PATTERNS[operator](left, right)
        for side in (left, right):
            if isinstance(side, Undecided):
                return side
        if left is None or right is None:
            return None
        if operator == "||":
            return self._joined(left, right)
        if operator in _ARITHMETIC and isinstance(left, int) and isinstance(right, int):
            return _ARITHMETIC[operator](left, right)
        return Undecided(f"operator {operator}")

    def _joined(self, left: Value, right: Value) -> Value:
        if isinstance(left, tuple) or isinstance(right, tuple):
            sides = (each if isinstance(each, tuple) else (each,) for each in (left, right))
            return tuple(element for side in sides for element in side)
        texts = [as_text(self.replay, each) for each in (left, right)]
        undecided = next((each for each in texts if isinstance(each, Undecided)), None)
        return undecided or "".join(map(str, texts))

    def _sub_select(self, fields: Node, scope: Scope) -> Value:
        found = self.query(unwrap(fields["subselect"])[1], scope)
        match fields["subLinkType"]:
            case "EXISTS_SUBLINK":
                return found.exists
            case "EXPR_SUBLINK":
                return found.only_value
            case "ARRAY_SUBLINK":
                return found.values
            case "ANY_SUBLINK" | "ALL_SUBLINK":
                operator = strings(fields["operName"])[-1] if "operName" in fields else "="
                tested = self.value(fields["testexpr"], scope)
                held = [as_boolean(self._operated(operator, tested, each)) for each in found.some_values]
                junction = any_of if fields["subLinkType"] == "ANY_SUBLINK" else all_of
                return junction([*held, *[found.undecided] * bool(found.undecided)])
        return Undecided("a sub-select")

    def _call(self, fields: Node, scope: Scope) -> Value:
        schema, name = qualified(fields["funcname"])
        if scope.group is not None and name in AGGREGATES:
            return aggregate(self, name, fields, scope.group)
        if (schema or "pg_catalog") != "pg_catalog" or self.replay.function(schema, name) is not None:
            return Undecided(f"{schema}.{name}()" if schema else f"{name}()")
        if fields.get("func_variadic") or "over" in fields:
            return Undecided(f"{name}()")
        return call(self.replay, name, [self.value(each, scope) for each in fields.get("args", ())])

    def _coalesce(self, fields: Node, scope: Scope) -> Value:
        for each in fields["args"]:
            value = self.value(each, scope)
            if value is not None:
                return value
        return None

    def _case(self, fields: Node, scope: Scope) -> Value:
        tested = self.value(fields["arg"], scope) if "arg" in fields else True
        for wrapped in fields["args"]:
            when = wrapped["CaseWhen"]
            holds = as_boolean(compared("=", tested, self.value(when["expr"], scope)))
            if isinstance(holds, Undecided):
                return holds
            if holds:
                return self.value(when["result"], scope)
        return self.value(fields["defresult"], scope) if "defresult" in fields else None

    def _indirection(self, fields: Node, scope: Scope) -> Value:
        value = self.value(fields["arg"], scope)
        kind, step = unwrap(fields["indirection"][0])
        if len(fields["indirection"]) > 1 or isinstance(value, Undecided):
            return value if isinstance(value, Undecided) else Undecided("a part of a value")
        if kind == "String" and isinstance(value, Mapping):
            return value.get(step["sval"], Undecided(f"column {step['sval']}"))
        if kind != "A_Indices" or step.get("is_slice") or not isinstance(value, tuple):
            return Undecided("a part of a value")
        index = self.value(step["uidx"], scope)
        if not isinstance(index, int):
            return index if isinstance(index, Undecided) else Undecided("a part of a value")
        return value[index - 1] if 0 < index <= len(value) else None


def _constant(fields: Node) -> Value:
    if fields.get("isnull"):
        return None
    if "boolval" in fields:
        return bool(fields["boolval"].get("boolval"))
    if "ival" in fields:
        return int(fields["ival"].get("ival", 0))
    if "sval" in fields:
        return str(fields["sval"].get("sval", ""))
    return Undecided("a number")


def _distinct(left: Value, right: Value, *, asked: bool) -> Value:
    for side in (left, right):
        if isinstance(side, Undecided):
            return side
    if left is None or right is None:
        return ((left is None) is not (right is None)) is asked
    equal = compared("=", left, right)
    return negated(equal) if asked else equal


_EXPRESSIONS: dict[str, Callable[[Evaluator, Node, Scope], Value]] = {
    "A_ArrayExpr": Evaluator._array,
    "A_Const": lambda _evaluator, fields, _scope: _constant(fields),
    "A_Expr": Evaluator._operation,
    "A_Indirection": Evaluator._indirection,
    "BoolExpr": Evaluator._junction,
    "BooleanTest": Evaluator._boolean_test,
    "CaseExpr": Evaluator._case,
    "CoalesceExpr": Evaluator._coalesce,
    "CollateClause": lambda evaluator, fields, scope: evaluator.value(fields["arg"], scope),
    "ColumnRef": Evaluator._column,
    "FuncCall": Evaluator._call,
    "NullTest": Evaluator._null_test,
    "SQLValueFunction": Evaluator._value_function,
    "SubLink": Evaluator._sub_select,
    "TypeCast": Evaluator._cast,
}
