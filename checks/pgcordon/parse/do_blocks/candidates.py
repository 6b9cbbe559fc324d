"""The rows of one item of FROM that may stand beside others."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from pgcordon.parse.do_blocks.from_items import Item, Possible
from pgcordon.parse.do_blocks.scope import Scope
from pgcordon.parse.do_blocks.values import Row, Undecided, as_boolean
from pgcordon.parse.nodes import Node, strings, unwrap

if TYPE_CHECKING:
    from pgcordon.parse.do_blocks.evaluation import Evaluator


class Candidates:
    """The rows that pass the conditions about the item alone and, if there is one, an equality with an earlier item."""

    def __init__(
        self, item: Item, evaluator: "Evaluator", scope: Scope, own: list[Node], equality: tuple[str, Node] | None
    ) -> None:
        """`equality` is a column of the item and the node of what it has to equal."""
        self._item, self._evaluator, self._own, self._equality = item, evaluator, own, equality
        self._wanted = _wanted(item.alias, evaluator, own)
        self._fixed = None if item.lateral else self._passing(scope)
        self._index: dict[Any, list[Possible]] = {}
        self._open: list[Possible] = []
        if equality is not None:
            for row, why in self._fixed or ():
                value = row.get(equality[0], Undecided(""))
                (self._open if isinstance(value, Undecided) else self._index.setdefault(value, [])).append((row, why))

    def beside(self, scope: Scope) -> Sequence[Possible]:
        """Those beside the rows of a scope."""
        if self._fixed is None:
            return self._passing(scope)
        if self._equality is None:
            return self._fixed
        value = self._evaluator.value(self._equality[1], scope)
        if isinstance(value, Undecided):
            return self._fixed
        return [*self._index.get(value, ()), *self._open]

    def _passing(self, scope: Scope) -> list[Possible]:
        kept: list[Possible] = []
        for row, why in self._item.rows(scope, self._wanted):
            if self._is_another(row):
                continue
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

    def _is_another(self, row: Row) -> bool:
        """Whether a column that has to be a certain text is another one."""
        for column, text in self._wanted.items():
            value = row.get(column)
            if isinstance(value, str) and value != text:
                return True
        return False


def _wanted(alias: str, evaluator: "Evaluator", own: Sequence[Node]) -> Mapping[str, str]:
    """The texts that conditions such as `tablename = 'note'` ask for, to pass over most rows without evaluating any."""
    wanted: dict[str, str] = {}
    for node in own:
        kind, fields = unwrap(node)
        if kind != "A_Expr" or fields["kind"] != "AEXPR_OP" or strings(fields["name"])[-1] != "=":
            continue
        column, constant = fields.get("lexpr", {}), fields["rexpr"]
        names = column.get("ColumnRef", {}).get("fields", ())
        if not names or "A_Const" not in constant or not all("String" in each for each in names):
            continue
        *qualifier, name = strings(names)
        text = evaluator.value(constant)
        if isinstance(text, str) and qualifier[-1:] in ([], [alias]):
            wanted[name] = text
    return wanted
