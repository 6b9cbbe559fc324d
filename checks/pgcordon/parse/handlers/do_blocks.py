"""DO, as far as it can be told without running it."""

from pgcordon.model import Span
from pgcordon.parse.errors import NotUnderstood
from pgcordon.parse.function_bodies import body_span
from pgcordon.parse.nodes import Node, string
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay


@handles("DoStmt")
def do_block(replay: Replay, node: Node, span: Span) -> None:
    from pgcordon.parse.do_blocks.block_text import Code
    from pgcordon.parse.do_blocks.blocks import Block

    if replay.text.source is not replay.sources[-1]:
        raise NotUnderstood("DO block: another one that EXECUTE runs is not followed")
    options = (each["DefElem"] for each in node["args"])
    text = next(string(each["arg"]) for each in options if each["defname"] == "as")
    Block(replay, Code(span.text, text, body_span(text, replay.text), span)).follow()
