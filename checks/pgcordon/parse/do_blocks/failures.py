"""What happens when a statement of a block fails: its handlers, and what they undo."""

from collections.abc import Sequence

import msgspec

from pgcordon.model import OpaqueStatement
from pgcordon.parse.nodes import Node
from pgcordon.parse.objects import Objects
from pgcordon.parse.replay import Replay
from pgcordon.parse.search_path import SearchPath

_CONDITIONS = {
    "duplicate": frozenset({
        "duplicate_alias", "duplicate_column", "duplicate_function", "duplicate_object", "duplicate_schema",
        "duplicate_table", "42701", "42710", "42712", "42723", "42P06", "42P07",
    }),
    "missing": frozenset({"undefined_object", "undefined_table", "42P01", "42704"}),
    "raised": frozenset({"raise_exception", "P0001"}),
}  # fmt: skip
"""The conditions that handlers name for each kind of failure, beside OTHERS."""


class Failure(Exception):  # noqa: N818 - it stands for an error of the server's, and is none of ours
    """A statement fails; `kind` is one of `_CONDITIONS`, `condition` the one that RAISE names."""

    def __init__(self, kind: str, message: str, condition: str | None = None) -> None:
        super().__init__(message)
        self._conditions = frozenset({condition}) if condition else _CONDITIONS[kind]

    def handled_by(self, handlers: Sequence[Node]) -> list[Node] | None:
        """The action of the first handler that catches it, None where none does."""
        for handler in handlers:
            named = {each["PLpgSQL_condition"]["condname"] for each in handler["conditions"]}
            if "others" in named or not named.isdisjoint(self._conditions):
                action: list[Node] = handler.get("action", [])
                return action
        return None


def failure_of(opaque: OpaqueStatement) -> Failure | None:
    """The failure that a statement ends with which makes what is there, or speaks of what no file makes."""
    if opaque.repeats is not None:
        return Failure("duplicate", opaque.reason)
    return Failure("missing", opaque.reason) if opaque.missing is not None else None


class Guard(msgspec.Struct, frozen=True):
    """What a replay was before statements that may have to be undone."""

    objects: Objects
    search_path: SearchPath
    noted: int
    changed: int

    @classmethod
    def before(cls, replay: Replay) -> "Guard":
        noted, changed = len(replay.opaque_statements), len(replay.changes)
        return cls(replay.objects.snapshot(), replay.search_path, noted, changed)

    def undo(self, replay: Replay) -> None:
        replay.objects, replay.search_path = self.objects, self.search_path
        del replay.opaque_statements[self.noted :], replay.changes[self.changed :]
