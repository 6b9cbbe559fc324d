"""The items of a FROM clause: where their rows come from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from pgcordon.model import QualifiedName
from pgcordon.parse.do_blocks.information_schema import SYSTEM_VIEWS
from pgcordon.parse.do_blocks.narrowing import narrowed
from pgcordon.parse.do_blocks.scope import Scope
from pgcordon.parse.do_blocks.values import Row, Undecided, Value
from pgcordon.parse.nodes import Node, qualified, strings, unwrap

if TYPE_CHECKING:
    from pgcordon.parse.do_blocks.evaluation import Evaluator
    from pgcordon.parse.do_blocks.queries import Answer

Possible = tuple[Row, Undecided | None]
"""A row, and why it is not known whether it is there."""
Rows = Callable[[Scope, Mapping[str, str]], Sequence[Possible]]
"""The rows beside those of a scope. Rows whose columns have other texts than the given ones may be left out."""


class Item(msgspec.Struct, frozen=True):
    """An item of FROM: its alias, its rows, and the condition of a LEFT JOIN.

    The rows of a `lateral` one depend on the rows before it.
    """

    alias: str
    rows: Rows
    lateral: bool = False
    left_join_on: Node | None = None


def conjuncts(node: Node) -> Iterator[Node]:
    kind, fields = unwrap(node)
    if kind == "BoolExpr" and fields["boolop"] == "AND_EXPR":
        for each in fields["args"]:
            yield from conjuncts(each)
    else:
        yield node


def items(evaluator: "Evaluator", node: Node, conditions: list[Node], scope: Scope) -> Iterator[Item]:
    """The items of a FROM clause in order; the conditions of inner joins are added to `conditions`."""
    kind, fields = unwrap(node)
    if kind != "JoinExpr":
        yield _item(evaluator, kind, fields, scope)
        return
    left = list(items(evaluator, fields["larg"], conditions, scope))
    yield from left
    right_kind = unwrap(fields["rarg"])[0]
    outer = fields["jointype"] != "JOIN_INNER"
    if fields.get("isNatural") or (outer and (fields["jointype"] != "JOIN_LEFT" or right_kind == "JoinExpr")):
        yield Item(f"\0{id(fields)}", _open_rows("a join that is not followed"))
        return
    right = list(items(evaluator, fields["rarg"], conditions, scope))
    on = [*conjuncts(fields["quals"])] if "quals" in fields else []
    on += [_same_column(left[-1].alias, right[0].alias, name) for name in strings(fields.get("usingClause", ()))]
    if not outer:
        conditions.extend(on)
        yield from right
        return
    yield replace(right[0], left_join_on={"BoolExpr": {"boolop": "AND_EXPR", "args": on}} if len(on) != 1 else on[0])


def _same_column(left: str, right: str, name: str) -> Node:
    columns = [{"ColumnRef": {"fields": [{"String": {"sval": each}}, {"String": {"sval": name}}]}}
               for each in (left, right)]  # fmt: skip
    return {"A_Expr": {"kind": "AEXPR_OP", "name": [{"String": {"sval": "="}}], "lexpr": columns[0],
                       "rexpr": columns[1]}}  # fmt: skip


def _item(evaluator: "Evaluator", kind: str, fields: Node, scope: Scope) -> Item:
    alias = fields.get("alias", {}).get("aliasname")
    columns = strings(fields.get("alias", {}).get("colnames", ()))
    match kind:
        case "RangeVar":
            return Item(alias or fields["relname"], _relation(evaluator, fields, scope))
        case "RangeSubselect":
            found = evaluator.query(unwrap(fields["subquery"])[1], scope)
            return Item(alias or f"\0{id(fields)}", _given(found, columns))
        case "RangeFunction":
            call = unwrap(fields["functions"][0]["List"]["items"][0])[1]
            name = alias or qualified(call.get("funcname", [{"String": {"sval": "?"}}]))[1]
            return Item(name, _elements(evaluator, fields, call, columns[0] if columns else name), lateral=True)
    return Item(alias or f"\0{id(fields)}", _open_rows("an item of FROM that is not followed"))


def _open_rows(reason: str) -> Rows:
    """There may be rows or none."""
    return lambda _scope, _wanted: [({}, Undecided(reason))]


def _given(found: "Answer", columns: Sequence[str]) -> Rows:
    from pgcordon.parse.do_blocks.queries import renamed

    given = renamed(found, columns)
    rows: list[Possible] = [(row, None) for row in given.rows]
    if given.undecided or given.picked:
        rows.append(({}, given.undecided or Undecided("the order of rows")))
    return lambda _scope, _wanted: rows


def _relation(evaluator: "Evaluator", fields: Node, scope: Scope) -> Rows:
    if "schemaname" not in fields and (known := scope.with_query(fields["relname"])) is not None:
        return _given(known, ())
    name: QualifiedName = evaluator.replay.relation_name(fields)
    if "schemaname" not in fields and fields["relname"].startswith("pg_"):
        name = QualifiedName("pg_catalog", fields["relname"])
    rows = SYSTEM_VIEWS.get(name)
    if rows is None:
        return _open_rows(f"rows of {name}")
    return lambda _scope, wanted: [(row, None) for row in rows(narrowed(name, evaluator.replay.objects, wanted))]


def _elements(evaluator: "Evaluator", fields: Node, call: Node, column: str) -> Rows:
    """The elements of `unnest(array)`, or the options of `pg_options_to_table(array)`."""
    name = strings(call["funcname"])[-1] if "funcname" in call else "a function"
    arguments = call.get("args", ())
    if name not in _SPREADING or len(arguments) != 1 or fields.get("ordinality") or len(fields["functions"]) != 1:
        return _open_rows(f"{name}()")

    def beside(scope: Scope, _wanted: Mapping[str, str]) -> list[Possible]:
        array = evaluator.value(arguments[0], scope)
        if not isinstance(array, tuple | None):
            return [({}, array if isinstance(array, Undecided) else Undecided(f"{name}()"))]
        return [(_option(element) if name != "unnest" else {column: element}, None) for element in array or ()]

    return beside


_SPREADING = ("unnest", "pg_options_to_table")


def _option(element: Value) -> Row:
    """The row of `search_path=public`."""
    if not isinstance(element, str):
        return {}
    name, _, value = element.partition("=")
    return {"option_name": name, "option_value": value}
