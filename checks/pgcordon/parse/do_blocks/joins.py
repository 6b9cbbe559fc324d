"""The combinations of rows that FROM and WHERE leave."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from pgcordon.parse.do_blocks.candidates import Candidates
from pgcordon.parse.do_blocks.from_items import Item, conjuncts, items
from pgcordon.parse.do_blocks.scope import NullRow, Scope
from pgcordon.parse.do_blocks.values import Row, Undecided, as_boolean
from pgcordon.parse.nodes import Node, strings, unwrap

if TYPE_CHECKING:
    from pgcordon.parse.do_blocks.evaluation import Evaluator


class Joined(msgspec.Struct, frozen=True):
    """One row of each item of FROM; `undecided` is set where it is not known whether they are there or pass."""

    scope: Scope
    undecided: Undecided | None = None


class _Joining(msgspec.Struct, dict=True):
    """The state of a join, item by item. A condition is applied as soon as what it names is there."""

    evaluator: "Evaluator"
    scope: Scope
    conditions: list[tuple[Node, frozenset[str] | None]]
    found: list[Joined]
    bound: frozenset[str] = frozenset()

    def add(self, item: Item) -> None:
        own = [] if item.left_join_on else self._taken(frozenset({item.alias}))
        candidates = Candidates(item, self.evaluator, self.scope, own, self._equality(item))
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

    def _equality(self, item: Item) -> tuple[str, Node] | None:
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


def joined(evaluator: "Evaluator", select: Node, scope: Scope) -> list[Joined]:
    """The combinations that a query's FROM and WHERE leave, each with its scope."""
    found: list[Item] = []
    conditions: list[Node] = list(conjuncts(select["whereClause"])) if "whereClause" in select else []
    for node in select.get("fromClause", ()):
        found.extend(items(evaluator, node, conditions, scope))
    aliases = frozenset(item.alias for item in found)
    needs = [(node, _needed(node, aliases)) for node in conditions]
    joining = _Joining(evaluator, scope, needs, [Joined(scope)])
    for item in found:
        joining.add(item)
    joining.finish()
    return joining.found


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
