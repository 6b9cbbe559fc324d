"""The combinations of rows that FROM and WHERE leave."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from pgcordon.model import QualifiedName
from pgcordon.parse.do_blocks.information_schema import SYSTEM_VIEWS
from pgcordon.parse.do_blocks.scope import NullRow, Scope
from pgcordon.parse.do_blocks.values import Row, Undecided, as_boolean
from pgcordon.parse.nodes import Node, qualified, strings, unwrap

if TYPE_CHECKING:
    from pgcordon.parse.do_blocks.evaluation import Evaluator


class Joined(msgspec.Struct, frozen=True):
    """One row of each item of FROM; `undecided` is set where it is not known whether they are there or pass."""

    scope: Scope
    undecided: Undecided | None = None


Source = Callable[[Scope], Sequence[tuple[Row, Undecided | None]]]


class _Item(msgspec.Struct, frozen=True):
    """An item of FROM: its alias, its rows beside the rows before it, and the condition of a LEFT JOIN."""

    alias: str
    rows: Source
    left_join_on: Node | None = None


class _Joining(msgspec.Struct, dict=True):
    """The state of a join, item by item. A condition is applied as soon as what it names is there."""

    evaluator: "Evaluator"
    scope: Scope
    conditions: list[tuple[Node, frozenset[str] | None]]
    found: list[Joined]
    bound: frozenset[str] = frozenset()

    def add(self, item: _Item) -> None:
        own = [] if item.left_join_on else self._taken(frozenset({item.alias}))
        candidates = _Candidates(item, self.evaluator, self.scope, own, self._equality(item))
        found: list[Joined] = []
        for each in self.found:
            matching = [self._with(each, item.alias, row, why) for row, why in candidates.beside(each.scope)]
            if item.left_join_on:
                matching = list(self._passing(matching, item.left_join_on))
                if all(match.undecided for match in matching):
                    why = next((match.undecided for match in matching), None)
                    matching.append(self._with(each, item.alias, NullRow(), why))
            found.extend(matching)
        self.found, self.bound = found, self.bound | {item.alias}
        for condition in self._taken(self.bound):
            self.found = list(self._passing(self.found, condition))

    def finish(self) -> None:
        for condition, _ in self.conditions:
            self.found = list(self._passing(self.found, condition))

    def _taken(self, aliases: frozenset[str]) -> list[Node]:
        """The conditions that these aliases suffice for, which are not applied again."""
        taken = [node for node, needed in self.conditions if needed is not None and needed <= aliases]
        self.conditions = [pair for pair in self.conditions if pair[1] is None or not pair[1] <= aliases]
        return taken

    def _with(self, each: Joined, alias: str, row: Row, why: Undecided | None) -> Joined:
        return Joined(replace(each.scope, rows={**each.scope.rows, alias: row}), each.undecided or why)

    def _passing(self, found: Sequence[Joined], condition: Node) -> Iterator[Joined]:
        for each in found:
            value = as_boolean(self.evaluator.value(condition, each.scope))
            if isinstance(value, Undecided):
                yield Joined(each.scope, each.undecided or value)
            elif value is True:
                yield each

    def _equality(self, item: _Item) -> tuple[str, Node] | None:
        """A column of the item, and the column of an earlier one that it has to equal."""
        conditions = [item.left_join_on] if item.left_join_on else [node for node, _ in self.conditions]
        for node in conditions:
            kind, fields = unwrap(node)
            if kind != "A_Expr" or fields["kind"] != "AEXPR_OP" or strings(fields["name"])[-1] != "=":
                continue
            sides = [fields.get("lexpr", {}), fields["rexpr"]]
            for own, other in (sides, sides[::-1]):
                place, its = _qualified_column(own), _qualified_column(other)
                if place and its and place[0] == item.alias and its[0] in self.bound:
                    return place[1], other
        return None


class _Candidates:
    """The rows of an item that may stand beside others: those that pass its own conditions and its equality."""

    def __init__(
        self, item: _Item, evaluator: "Evaluator", scope: Scope, own: list[Node], equality: tuple[str, Node] | None
    ) -> None:
        self._item, self._evaluator, self._own, self._equality = item, evaluator, own, equality
        self._cached: list[tuple[Row, Undecided | None]] | None = None
        self._index: dict[Any, list[tuple[Row, Undecided | None]]] = {}
        self._open: list[tuple[Row, Undecided | None]] = []
        if not getattr(item.rows, "beside_others", False):
            self._cached = self._passing(scope)
            for row, why in self._cached if equality else ():
                value = row.get(equality[0], Undecided("")) if equality else None
                (self._open if isinstance(value, Undecided) else self._index.setdefault(value, [])).append((row, why))

    def _passing(self, scope: Scope) -> list[tuple[Row, Undecided | None]]:
        kept: list[tuple[Row, Undecided | None]] = []
        for row, why in self._item.rows(scope):
            alone = replace(scope, rows={**scope.rows, self._item.alias: row})
            for condition in self._own:
                value = as_boolean(self._evaluator.value(condition, alone))
                if isinstance(value, Undecided):
                    why = why or value
                elif value is not True:
                    break
            else:
                kept.append((row, why))
        return kept

    def beside(self, scope: Scope) -> list[tuple[Row, Undecided | None]]:
        if self._cached is None:
            return self._passing(scope)
        if self._equality is None:
            return self._cached
        value = self._evaluator.value(self._equality[1], scope)
        if isinstance(value, Undecided):
            return self._cached
        return [*self._index.get(value, ()), *self._open]


def joined(evaluator: "Evaluator", select: Node, scope: Scope) -> list[Joined]:
    """The combinations that a query's FROM and WHERE leave, each with its scope."""
    items: list[_Item] = []
    conditions: list[Node] = list(_conjuncts(select["whereClause"])) if "whereClause" in select else []
    for node in select.get("fromClause", ()):
        items.extend(_items(evaluator, node, conditions, scope))
    aliases = frozenset(item.alias for item in items)
    needs = [(node, _needed(node, aliases)) for node in conditions]
    joining = _Joining(evaluator, scope, needs, [Joined(scope)])
    for item in items:
        joining.add(item)
    joining.finish()
    return joining.found


def _conjuncts(node: Node) -> Iterator[Node]:
    kind, fields = unwrap(node)
    if kind == "BoolExpr" and fields["boolop"] == "AND_EXPR":
        for each in fields["args"]:
            yield from _conjuncts(each)
    else:
        yield node


def _items(evaluator: "Evaluator", node: Node, conditions: list[Node], scope: Scope) -> Iterator[_Item]:
    """The items of a FROM clause in order; the conditions of inner joins are added to `conditions`."""
    kind, fields = unwrap(node)
    if kind != "JoinExpr":
        yield _item(evaluator, kind, fields, scope)
        return
    left = list(_items(evaluator, fields["larg"], conditions, scope))
    yield from left
    right_kind = unwrap(fields["rarg"])[0]
    outer = fields["jointype"] != "JOIN_INNER"
    if fields.get("isNatural") or (outer and (fields["jointype"] != "JOIN_LEFT" or right_kind == "JoinExpr")):
        yield _Item(f"\0{id(fields)}", _open_rows("a join that is not followed"))
        return
    right = list(_items(evaluator, fields["rarg"], conditions, scope))
    on = [*_conjuncts(fields["quals"])] if "quals" in fields else []
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


def _item(evaluator: "Evaluator", kind: str, fields: Node, scope: Scope) -> _Item:
    alias = fields.get("alias", {}).get("aliasname")
    columns = strings(fields.get("alias", {}).get("colnames", ()))
    match kind:
        case "RangeVar":
            return _Item(alias or fields["relname"], _relation(evaluator, fields, scope))
        case "RangeSubselect":
            found = evaluator.query(unwrap(fields["subquery"])[1], scope)
            return _Item(alias or f"\0{id(fields)}", _given(found, columns))
        case "RangeFunction":
            call = unwrap(fields["functions"][0]["List"]["items"][0])[1]
            name = alias or qualified(call.get("funcname", [{"String": {"sval": "?"}}]))[1]
            return _Item(name, _elements(evaluator, fields, call, columns[0] if columns else name))
    return _Item(alias or f"\0{id(fields)}", _open_rows("an item of FROM that is not followed"))


def _open_rows(reason: str) -> Source:
    """There may be rows or none."""
    return lambda _scope: [({}, Undecided(reason))]


def _given(found: Any, columns: Sequence[str]) -> Source:
    from pgcordon.parse.do_blocks.queries import renamed

    given = renamed(found, columns)
    rows: list[tuple[Row, Undecided | None]] = [(row, None) for row in given.rows]
    if given.undecided or given.picked:
        rows.append(({}, given.undecided or Undecided("the order of rows")))
    return lambda _scope: rows


def _relation(evaluator: "Evaluator", fields: Node, scope: Scope) -> Source:
    if "schemaname" not in fields and (known := scope.with_query(fields["relname"])) is not None:
        return _given(known, ())
    name: QualifiedName = evaluator.replay.relation_name(fields)
    if "schemaname" not in fields and fields["relname"].startswith("pg_"):
        name = QualifiedName("pg_catalog", fields["relname"])
    rows = SYSTEM_VIEWS.get(name)
    if rows is None:
        return _open_rows(f"rows of {name}")
    return lambda _scope: [(row, None) for row in rows(evaluator.replay.objects)]


def _elements(evaluator: "Evaluator", fields: Node, call: Node, column: str) -> Source:
    """The elements of `unnest(array)`, which may be one of a row before it."""
    name = strings(call["funcname"])[-1] if "funcname" in call else "a function"
    arguments = call.get("args", ())
    if name != "unnest" or len(arguments) != 1 or fields.get("ordinality") or len(fields["functions"]) != 1:
        return _open_rows(f"{name}()")

    def beside(scope: Scope) -> list[tuple[Row, Undecided | None]]:
        array = evaluator.value(arguments[0], scope)
        if not isinstance(array, tuple | None):
            return [({}, array if isinstance(array, Undecided) else Undecided("unnest()"))]
        return [({column: element}, None) for element in array or ()]

    beside.beside_others = True  # type: ignore[attr-defined]
    return beside


def _needed(node: Node, aliases: frozenset[str]) -> frozenset[str] | None:
    """The items that a condition names; None where it may name any of them."""
    if len(aliases) == 1:
        return aliases
    found: set[str] = set()
    pending: list[Any] = [node]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(value)
        elif isinstance(value, dict):
            if "SubLink" in value:
                return None
            if "ColumnRef" in value:
                column = _qualified_column(value)
                if column is None:
                    return None
                found.add(column[0])
                continue
            pending.extend(value.values())
    return frozenset(found) & aliases


def _qualified_column(node: Node) -> tuple[str, str] | None:
    fields = node.get("ColumnRef", {}).get("fields", ())
    if len(fields) < 2 or not all("String" in each for each in fields):
        return None
    *_, alias, column = strings(fields)
    return alias, column
