"""Statements whose text no file holds as it is: what EXECUTE runs. The place of its expression stands for theirs."""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec.structs import replace

from pgcordon.model import Source, Span
from pgcordon.parse.replay import Replay
from pgcordon.parse.statements import parse
from pgcordon.parse.text import ParsedText
from pgcordon.parse.wording import file_statement

_PLACES = ("defined", "changes")
"""The fields that say where an object is made; others say where its parts stand, which is nowhere."""


def run_constructed(replay: Replay, sql: str, place: Span, after_each: Callable[[], None]) -> None:
    """Replay a text; whatever it makes is defined at `place`. Raises pglast's ParseError where it is no SQL."""
    source = Source(place.path, sql)
    statements = list(parse(ParsedText(source, sql)))
    replay.constructed.append(place)
    around = replay.text
    for statement in statements:
        replay.text = statement.text
        replay.text.relations = replay
        noted = len(replay.opaque_statements)
        listed = file_statement(statement.kind, statement.node, place, replay)
        replay.run_within(statement.kind, statement.node)
        moving = _Moving(source, place)
        replay.objects.correct(source, moving.moved)
        replay.opaque_statements[noted:] = [
            replace(each, span=place) if each.span.source is source else each
            for each in replay.opaque_statements[noted:]
        ]
        replay.record(listed)
        replay.text = around
        after_each()


class _Moving:
    """Copies of objects whose spans in one source are replaced by a place; each object is copied once."""

    def __init__(self, source: Source, place: Span) -> None:
        self._source, self._place = source, place
        self._copies: dict[int, tuple[Any, Any]] = {}

    def moved(self, value: Any) -> Any:
        """The value, or its copy where it holds such spans."""
        if isinstance(value, tuple):
            parts = tuple(map(self.moved, value))
            return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
        if not isinstance(value, msgspec.Struct) or isinstance(value, Source | Span | type):
            return value
        if id(value) not in self._copies:
            changed = {name: self._field(name, getattr(value, name)) for name in value.__struct_fields__}
            changed = {name: new for name, new in changed.items() if new is not getattr(value, name)}
            self._copies[id(value)] = value, replace(value, **changed) if changed else value
        return self._copies[id(value)][1]

    def _field(self, name: str, value: Any) -> Any:
        if isinstance(value, Span):
            if value.source is not self._source:
                return value
            return self._place if name in _PLACES else None
        if name == "changes":
            moved = tuple(self._place if each.source is self._source else each for each in value)
            return moved if moved != value else value
        return self.moved(value)
