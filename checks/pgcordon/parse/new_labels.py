"""Labels that a file adds to an enum, and the statements that use them before they are committed."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pgcordon.model import Change, EnumType, QualifiedName, Source
from pgcordon.parse.nodes import Node, qualified

if TYPE_CHECKING:
    from pgcordon.parse.replay import Replay

Label = tuple[QualifiedName, str]
"""An enum and one of its labels."""


class NewLabels:
    """The labels added since the file began or a transaction began or ended in it, to enums of earlier files."""

    def __init__(self) -> None:
        self._source: Source | None = None
        self._labels: list[Label] = []

    def __bool__(self) -> bool:
        return bool(self._labels)

    def note(self, changes: Iterable[Change]) -> None:
        for change in changes:
            before, after = change.before, change.after
            if isinstance(before, EnumType) and isinstance(after, EnumType) and change.on_earlier:
                if change.statement.span.source is not self._source:
                    self._source, self._labels = change.statement.span.source, []
                if len(after.labels) > len(before.labels):
                    self._labels.extend((after.name, each) for each in after.labels if each not in before.labels)

    def forget(self) -> None:
        self._labels = []

    def used(self, node: Node, source: Source, replay: "Replay") -> tuple[Label, ...]:
        """Those among a statement's string constants, where it also names the enum or a table with a column of it."""
        if not self._labels or source is not self._source:
            return ()
        constants = set(_constants(node))
        used = [each for each in self._labels if each[1] in constants]
        if not used:
            return ()
        named = set(_enums(node, replay))
        return tuple(each for each in used if each[0] in named)


def _constants(value: Any) -> Iterator[str]:
    for each in _dicts(value):
        if "A_Const" in each and "sval" in each["A_Const"]:
            yield each["A_Const"]["sval"].get("sval", "")


def _enums(node: Node, replay: "Replay") -> Iterator[QualifiedName]:
    """The types that a statement names, and those of the columns of its tables."""
    for each in _dicts(node):
        if "relname" in each:
            table = replay.objects.tables.get(replay.relation_name(each))
            for column in table.columns if table else ():
                yield QualifiedName(column.type.schema, column.type.name)
        elif "names" in each and "typemod" in each:
            yield replay.type_name(*qualified(each["names"]))


def _dicts(value: Any) -> Iterator[Node]:
    pending = [value]
    while pending:
        each = pending.pop()
        if isinstance(each, dict):
            yield each
            pending.extend(each.values())
        elif isinstance(each, list):
            pending.extend(each)
