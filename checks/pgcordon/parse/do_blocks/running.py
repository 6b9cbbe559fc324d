"""Hand the SQL of a block to the replay, and notice where it fails."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec

from pgcordon.model import Span
from pgcordon.parse.do_blocks.block_text import Code
from pgcordon.parse.do_blocks.constructed import run_constructed
from pgcordon.parse.do_blocks.failures import failure_of
from pgcordon.parse.nodes import Node
from pgcordon.parse.replay import Replay
from pgcordon.parse.statements import parse
from pgcordon.parse.text import ParsedText
from pgcordon.parse.wording import file_statement


class Running(msgspec.Struct):
    """A block's SQL on its way to the replay."""

    replay: Replay
    code: Code
    _handlers: list[Sequence[Node]] = msgspec.field(default_factory=list)
    _noted: int = 0

    @contextmanager
    def catching(self, handlers: Sequence[Node]) -> Iterator[None]:
        """Raise Failure for what these handlers catch."""
        self._handlers.append(handlers)
        try:
            yield
        finally:
            self._handlers.pop()

    def run(self, expression: Node) -> None:
        """Replay a statement where it stands."""
        place, sql = self.code.place(expression), expression["PLpgSQL_expr"]["query"]
        if not self.code.is_placed(expression) or place.text != sql:
            self.run_text(sql, place)
            return
        replay, around = self.replay, self.replay.text
        self._noted = len(replay.opaque_statements)
        for statement in parse(ParsedText(place.source, sql, place.start)):
            replay.text = statement.text
            replay.text.relations = replay
            listed = file_statement(statement.kind, statement.node, statement.span, replay)
            replay.run_within(statement.kind, statement.node)
            replay.record(listed)
        replay.text = around
        self._fail_if_noted()

    def run_text(self, sql: str, place: Span) -> None:
        """Replay a text; what it makes is defined at a place."""
        self._noted = len(self.replay.opaque_statements)
        run_constructed(self.replay, sql, place, self._fail_if_noted)

    def _fail_if_noted(self) -> None:
        """Raise Failure for what was noted last, if a handler around catches it."""
        noted = self.replay.opaque_statements[self._noted :]
        self._noted = len(self.replay.opaque_statements)
        for failure in filter(None, map(failure_of, noted)):
            if any(failure.handled_by(handlers) is not None for handlers in self._handlers):
                raise failure
