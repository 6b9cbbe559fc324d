"""Partition keys and bounds, as the statement writes them."""

from pgcordon.parse.nodes import Node
from pgcordon.parse.text import CLOSING, StatementText


def key(node: Node, text: StatementText) -> str:
    """The text behind PARTITION BY, such as `range (created_at)`."""
    return _through_parenthesis(text, text.token_index(text.at(node["location"])) + 2)


def bound(node: Node, text: StatementText) -> str:
    """`DEFAULT`, or the text behind FOR VALUES, such as `in ('a', 'b')`."""
    if node.get("is_default"):
        return "DEFAULT"
    return _through_parenthesis(text, text.token_index(text.at(node["location"])))


def _through_parenthesis(text: StatementText, index: int) -> str:
    """The text from a token up to the end of its last parenthesis: `from (1) to (10)` has two."""
    tokens = text.tokens
    start, end, depth = tokens[index].start, tokens[index].end, 0
    for token in tokens[index + 1 :]:
        if depth == 0 and token.name in _BEHIND:
            break
        depth += (token.name == "ASCII_40") - (token.name in CLOSING)
        end = token.end
    return text.slice(start, end)


_BEHIND = frozenset({"WITH", "TABLESPACE", "PARTITION", "USING", "ON", "ASCII_59"})
"""What may follow a key or a bound in CREATE TABLE."""
