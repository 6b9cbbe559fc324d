"""DO, as far as the text of the block tells what it runs."""

from collections.abc import Iterator

from pglast.parser import ParseError

from pgcordon.model import Span
from pgcordon.parse.do_blocks import parts
from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.function_bodies import body_span
from pgcordon.parse.nodes import Node, string
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay, is_there_already
from pgcordon.parse.statements import Statement, parse
from pgcordon.parse.text import ParsedText
from pgcordon.parse.wording import file_statement


@handles("DoStmt")
def do_block(replay: Replay, node: Node, span: Span) -> None:
    found = parts(span.text)
    body = _body(replay, node)
    behind = 0
    read: list[tuple[bool, list[Statement]]] = []
    for part in found:
        statements: list[Statement] = []
        for sql in part.statements:
            start = body.text.find(sql, behind)
            if start < 0:
                raise NotUnderstood("DO block: its statements are not found in its text")
            behind = start + len(sql)
            statements.extend(_read(ParsedText(body.source, sql, body.start + start)))
        read.append((part.guarded, statements))
    for guarded, statements in read:
        (_run_unless_there if guarded else _run)(replay, statements)


def _body(replay: Replay, node: Node) -> Span:
    options = (each["DefElem"] for each in node["args"])
    text = next(string(each["arg"]) for each in options if each["defname"] == "as")
    found = body_span(text, replay.text)
    if found is None:
        raise NotUnderstood("DO block: its text holds escapes, so that no place in it is known")
    return found


def _read(text: ParsedText) -> Iterator[Statement]:
    try:
        yield from parse(text)
    except ParseError as error:
        raise NotUnderstood(f"DO block: {error.args[0]}") from error


def _run(replay: Replay, statements: list[Statement]) -> None:
    around = replay.text
    for statement in statements:
        replay.text = statement.text
        replay.text.relations = replay
        listed = file_statement(statement.kind, statement.node, statement.span, replay)
        replay.run_within(statement.kind, statement.node)
        replay.record(listed)
    replay.text = around


def _run_unless_there(replay: Replay, statements: list[Statement]) -> None:
    """All of the statements, or none where what one creates is there already."""
    objects, noted, changed = replay.objects.snapshot(), len(replay.opaque_statements), len(replay.changes)
    _run(replay, statements)
    if any(is_there_already(each) for each in replay.opaque_statements[noted:]):
        replay.objects = objects
        del replay.opaque_statements[noted:], replay.changes[changed:]
