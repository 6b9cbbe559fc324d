"""The variables of a block, with the values that they have for certain."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pgcordon.parse.do_blocks.block_text import Code, expression_of
from pgcordon.parse.do_blocks.calls import cast
from pgcordon.parse.do_blocks.values import Row, Undecided, Value
from pgcordon.parse.nodes import Node, unwrap
from pgcordon.parse.replay import Replay

if TYPE_CHECKING:
    from pgcordon.parse.do_blocks.evaluation import Evaluator

_RAISED = ("sqlstate", "sqlerrm")


class Variables(dict[str, Value]):
    """Values by name. A name that is declared twice is not followed."""

    def __init__(self, replay: Replay, code: Code) -> None:
        super().__init__()
        self._replay = replay
        self._numbered = code.variables
        declared = [unwrap(each)[1] for each in code.variables if "refname" in unwrap(each)[1]]
        self._declared = [each for each in declared if "lineno" in each and not each["refname"].startswith("(")]
        names = [each["refname"] for each in self._declared]
        twice = {name for name in names if names.count(name) > 1 and any(
            each["refname"] == name and "default_val" in each for each in self._declared
        )}  # fmt: skip
        super().update({name: Undecided(f"variable {name}, which is declared twice") for name in twice})
        super().update({name: Undecided("the error that is handled") for name in _RAISED})
        self._not_followed = twice | set(_RAISED)
        self["found"] = False
        self._entered = 0
        self._begins: dict[int, int] = {}
        for each in self._declared:
            if each["refname"] not in self._not_followed:
                super().__setitem__(each["refname"], None)

    def __setitem__(self, name: str, value: Value) -> None:
        if name not in self._not_followed:
            super().__setitem__(name, value)

    def enter(self, block: Node, evaluator: "Evaluator") -> None:
        """Give the variables that a block declares the values that they begin with: those up to the line of BEGIN.

        Those of blocks around it have begun already, unless all stand on one line.
        """
        last = block.get("lineno", 0)
        first = self._begins.setdefault(id(block), self._entered)
        for each in self._declared:
            if first < each["lineno"] <= last and "default_val" in each:
                value = evaluator.value(expression_of(each["default_val"]))
                self[each["refname"]] = self._as_declared(each, value)
        self._entered = max(self._entered, last)

    def _as_declared(self, variable: Node, value: Value) -> Value:
        """The value as one of the variable's type."""
        if "datatype" not in variable or isinstance(value, Mapping):
            return value
        name: str = variable["datatype"]["PLpgSQL_type"]["typname"].rpartition(".")[2]
        return value if "%" in name else cast(self._replay, value, name.removeprefix("_"), array=name.startswith("_"))

    def assign(self, number: int, target: str, value: Value) -> None:
        """Set a variable by its number; `target` is what the text calls it, empty for the whole variable."""
        kind, fields = unwrap(self._numbered[number])
        if kind == "PLpgSQL_recfield":
            _, record = unwrap(self._numbered[fields["recparentno"]])
            row = self.get(record["refname"])
            changed = {**row, fields["fieldname"]: value} if isinstance(row, Mapping) else Undecided("a record")
            self[record["refname"]] = changed
        elif "[" in target:
            self[fields["refname"]] = Undecided(f"elements of {fields['refname']}")
        else:
            self[fields["refname"]] = self._as_declared(fields, value)

    def fill(self, target: Node, row: Row | Undecided | None) -> None:
        """Put a row into the record or the list of variables that INTO or a loop names; None for no row."""
        kind, fields = unwrap(target)
        if kind == "PLpgSQL_rec":
            self[fields["refname"]] = Undecided(f"record {fields['refname']}, which has no row") if row is None else row
            return
        if kind != "PLpgSQL_row":
            self[fields["refname"]] = row if isinstance(row, Undecided) else _first(row)
            return
        values = list(row.values()) if isinstance(row, Mapping) else []
        for position, each in enumerate(fields["fields"]):
            value = row if isinstance(row, Undecided) else values[position] if position < len(values) else None
            self.assign(each["varno"], "", value)

    def forget(self, statements: Iterable[Node], why: Undecided) -> None:
        """Mark every variable that statements may set as not known."""
        for name in self._set_by(list(statements)):
            self[name] = why

    def _set_by(self, value: Any) -> Iterable[str]:
        if isinstance(value, list | tuple):
            for item in value:
                yield from self._set_by(item)
        elif isinstance(value, dict):
            for key, child in value.items():
                if key in ("varno", "t_varno") or (key == "target" and isinstance(child, int)):
                    yield self._name(child)
                elif key in ("PLpgSQL_rec", "PLpgSQL_var") and "refname" in child:
                    yield child["refname"]
                else:
                    yield from self._set_by(child)

    def _name(self, number: int) -> str:
        kind, fields = unwrap(self._numbered[number])
        if kind == "PLpgSQL_recfield":
            kind, fields = unwrap(self._numbered[fields["recparentno"]])
        name: str = re.sub(r"\s", "", fields.get("refname", ""))
        return name


def _first(row: Row | None) -> Value:
    return next(iter(row.values()), None) if row else None
