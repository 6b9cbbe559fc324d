"""The rows that a query gives, as far as they are known: of the system catalogs, of WITH queries, of arrays."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from pgcordon.parse.do_blocks.joins import Joined, joined
from pgcordon.parse.do_blocks.scope import Group, Scope
from pgcordon.parse.do_blocks.values import Row, Undecided, Value, any_of, as_boolean, negated
from pgcordon.parse.expression.targets import column_name
from pgcordon.parse.nodes import Node, strings, unwrap

if TYPE_CHECKING:
    from pgcordon.parse.do_blocks.evaluation import Evaluator

AGGREGATES = frozenset({"array_agg", "bool_and", "bool_or", "count", "every", "string_agg"})
_NOT_FOLLOWED = {
    "groupClause": "GROUP BY",
    "havingClause": "HAVING",
    "limitOffset": "OFFSET",
    "windowClause": "WINDOW",
}


class Answer(msgspec.Struct, frozen=True):
    """The rows that a query gives for certain; `undecided` is set where there may be others."""

    rows: tuple[Row, ...] = ()
    undecided: Undecided | None = None
    picked: bool = False
    """Whether LIMIT takes some of the rows, and which is not known."""

    @property
    def exists(self) -> Value:
        return True if self.rows else self.undecided or False

    @property
    def all_rows(self) -> tuple[Row, ...] | Undecided:
        """The rows where they are known to be all."""
        if self.picked:
            return Undecided("the order of rows")
        return self.undecided or self.rows

    @property
    def some_values(self) -> tuple[Value, ...]:
        """The first column of the rows that are known."""
        return tuple(next(iter(row.values()), None) for row in self.rows)

    @property
    def values(self) -> Value:
        """The first column, as an array."""
        rows = self.all_rows
        return rows if isinstance(rows, Undecided) else self.some_values

    @property
    def first(self) -> Row | Undecided | None:
        """The row that SELECT INTO takes; None where there is none."""
        rows = self.all_rows
        if isinstance(rows, Undecided) or not rows:
            return rows if isinstance(rows, Undecided) else None
        return rows[0] if all(each == rows[0] for each in rows) else Undecided("the order of rows")

    @property
    def only_value(self) -> Value:
        row = self.first
        return row if row is None or isinstance(row, Undecided) else next(iter(row.values()), None)


def answer(evaluator: "Evaluator", select: Node, outer: Scope) -> Answer:
    """What a SelectStmt's fields give where `outer` is around it."""
    scope = Scope({}, outer, _with_queries(evaluator, select, outer))
    if "larg" in select:
        return _union(evaluator, select, scope)
    if "valuesLists" in select:
        lists = (each["List"]["items"] for each in select["valuesLists"])
        return Answer(tuple(
            {f"column{number}": evaluator.value(node, scope) for number, node in enumerate(items, 1)}
            for items in lists
        ))  # fmt: skip
    for clause, words in _NOT_FOLLOWED.items():
        if clause in select:
            return Answer(undecided=Undecided(f"a query with {words}"))
    found = joined(evaluator, select, scope)
    targets = [each["ResTarget"] for each in select.get("targetList", ())]
    if any(_aggregates(each["val"]) for each in targets):
        undecided = next((each.undecided for each in found if each.undecided), None)
        group = Group([each.scope for each in found], undecided)
        return Answer((_row(evaluator, targets, Scope({}, scope, group=group)),))
    answered = _answered(evaluator, targets, found)
    rows = _distinct(answered.rows) if "distinctClause" in select else answered.rows
    return _limited(evaluator, select, Answer(rows, answered.undecided), scope)


def _with_queries(evaluator: "Evaluator", select: Node, outer: Scope) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for wrapped in select.get("withClause", {}).get("ctes", ()):
        query = wrapped["CommonTableExpr"]
        kind, fields = unwrap(query["ctequery"])
        recursive = select["withClause"].get("recursive")
        if kind != "SelectStmt" or recursive:
            found[query["ctename"]] = Answer(undecided=Undecided(f"query {query['ctename']}"))
            continue
        given = answer(evaluator, fields, Scope({}, outer, dict(found)))
        found[query["ctename"]] = renamed(given, strings(query.get("aliascolnames", ())))
    return found


def renamed(given: Answer, names: Sequence[str]) -> Answer:
    """The rows with their first columns named as a list of an alias says."""
    if not names:
        return given
    rows = (dict(zip((*names, *list(row)[len(names) :]), row.values(), strict=False)) for row in given.rows)
    return Answer(tuple(rows), given.undecided, given.picked)


def _union(evaluator: "Evaluator", select: Node, scope: Scope) -> Answer:
    if select["op"] != "SETOP_UNION":
        return Answer(undecided=Undecided(select["op"].removeprefix("SETOP_")))
    sides = [answer(evaluator, select[side], scope) for side in ("larg", "rarg")]
    names = list(sides[0].rows[0]) if sides[0].rows else ()
    sides[1] = renamed(sides[1], names)
    rows = (*sides[0].rows, *sides[1].rows)
    undecided = sides[0].undecided or sides[1].undecided
    together = Answer(rows if select.get("all") else _distinct(rows), undecided, sides[0].picked or sides[1].picked)
    return _limited(evaluator, select, together, scope)


def _answered(evaluator: "Evaluator", targets: list[Node], found: Iterable[Joined]) -> Answer:
    rows: list[Row] = []
    undecided: Undecided | None = None
    for each in found:
        if each.undecided:
            undecided = each.undecided
            continue
        for row in _spread(_row(evaluator, targets, each.scope), targets):
            if isinstance(row, Undecided):
                undecided = row
            else:
                rows.append(row)
    return Answer(tuple(rows), undecided)


def _row(evaluator: "Evaluator", targets: list[Node], scope: Scope) -> Row:
    row: dict[str, Value] = {}
    for target in targets:
        node = target["val"]
        kind, fields = unwrap(node)
        if kind == "ColumnRef" and "A_Star" in fields["fields"][-1]:
            aliases = strings(fields["fields"][:-1])
            for alias, each in scope.rows.items():
                if not aliases or aliases[-1] == alias:
                    row.update(each)
            continue
        name = target.get("name") or column_name(node) or "?column?"
        value = evaluator.value(fields["args"][0], scope) if _unnests(node) else evaluator.value(node, scope)
        row[name if name not in row else f"{name} {len(row)}"] = value
    return row


def _unnests(node: Node) -> bool:
    kind, fields = unwrap(node)
    return kind == "FuncCall" and strings(fields["funcname"])[-1] == "unnest" and len(fields["args"]) == 1


def _spread(row: Row, targets: list[Node]) -> Iterator[Row | Undecided]:
    """A row for each element of the array that a target unnests."""
    names = [each.get("name") or column_name(each["val"]) for each in targets if _unnests(each["val"])]
    if not names:
        yield row
        return
    array = row[str(names[0])]
    if len(names) > 1 or not isinstance(array, tuple | None):
        yield array if isinstance(array, Undecided) else Undecided("unnest()")
        return
    for element in array or ():
        yield {**row, str(names[0]): element}


def _distinct(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    kept: list[Row] = []
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        key = tuple(row.values())
        if key not in seen:
            seen.add(key)
            kept.append(row)
    return tuple(kept)


def _limited(evaluator: "Evaluator", select: Node, given: Answer, scope: Scope) -> Answer:
    if "limitCount" not in select:
        return given
    count = evaluator.value(select["limitCount"], scope)
    if not isinstance(count, int):
        return given if count is None else Answer(undecided=Undecided("LIMIT"))
    if len(given.rows) <= count:
        return given
    return Answer(given.rows[:count], given.undecided, picked=True)


def _aggregates(value: Any) -> bool:
    """Whether an expression has an aggregate outside its sub-selects."""
    if isinstance(value, list):
        return any(map(_aggregates, value))
    if not isinstance(value, dict):
        return False
    if "FuncCall" in value and strings(value["FuncCall"]["funcname"])[-1] in AGGREGATES:
        return True
    return any(_aggregates(child) for key, child in value.items() if key != "SubLink")


def aggregate(evaluator: "Evaluator", name: str, call: Node, group: Group) -> Value:
    """The value of an aggregate over a group of rows."""
    if group.undecided or any(each in call for each in ("agg_filter", "agg_distinct", "over")):
        return group.undecided or Undecided(f"{name}()")
    if call.get("agg_star"):
        return len(group.rows)
    values = [evaluator.value(call["args"][0], row) for row in group.rows]
    undecided = next((each for each in values if isinstance(each, Undecided)), None)
    if undecided:
        return undecided
    match name:
        case "count":
            return sum(each is not None for each in values)
        case "bool_or":
            return any_of(map(as_boolean, values)) if values else None
        case "bool_and" | "every":
            return negated(any_of(negated(as_boolean(each)) for each in values)) if values else None
        case "array_agg":
            return tuple(values) or None
    separator = evaluator.value(call["args"][1])
    texts = [each for each in values if each is not None]
    if not isinstance(separator, str) or not all(isinstance(each, str) for each in texts):
        return Undecided(f"{name}()")
    return separator.join(map(str, texts)) if texts else None
