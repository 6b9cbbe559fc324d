"""Where an expression begins and ends: nodes carry, if anything, the place of one of their tokens."""

from typing import Any

from pgcordon.parse.nodes import Node, unwrap
from pgcordon.parse.text import CLOSING, OPENING, StatementText, Token

Extent = tuple[int, int]
"""The indexes of the first token and of the one behind the last, among the statement's tokens."""

_LOCATIONS = frozenset({"location", "list_end", "rexpr_list_end"})
_AFTER_IS = frozenset({
    "NOT", "NULL_P", "TRUE_P", "FALSE_P", "UNKNOWN", "DOCUMENT_P", "JSON", "NORMALIZED", "NFC", "NFD", "NFKC", "NFKD",
})  # fmt: skip
_TYPE_NAME_PAIRS = frozenset({
    ("DOUBLE_P", "PRECISION"), ("CHARACTER", "VARYING"), ("CHAR_P", "VARYING"), ("BIT", "VARYING"),
    ("TIME", "ZONE"), ("WITH", "TIME"), ("WITHOUT", "TIME"),
})  # fmt: skip
_TIME_TYPES = frozenset({"TIME", "TIMESTAMP"})
_CONSTANTS = frozenset({"SCONST", "ICONST", "FCONST", "BCONST", "XCONST", "PARAM"})
_SIGNS = frozenset({"ASCII_43", "ASCII_45"})
"""An expression that ends with a sign goes on: the parser places a negative number at its sign."""
_SIMPLE = frozenset({"A_Const", "ColumnRef", "FuncCall", "A_Expr", "SubLink"})
_DOT, _OPEN, _CLOSE, _OPEN_INDEX = "ASCII_46", "ASCII_40", "ASCII_41", "ASCII_91"


def extent(node: Node, text: StatementText) -> Extent | None:
    """The tokens of an expression, without parentheses around it as a whole; None where it has no location."""
    return _simple_extent(node, text) or _searched_extent(node, text)


def _simple_extent(node: Node, text: StatementText) -> Extent | None:
    """The extent of the commonest shapes, found without a search; None for any other."""
    kind, fields = unwrap(node)
    if "location" not in fields or kind not in _SIMPLE:
        return None
    tokens, place = text.tokens, text.token_index(text.at(fields["location"]))
    if kind == "A_Const":
        return _constant(tokens, place)
    if kind == "A_Expr":
        return _operation(fields, place, text)
    if kind == "SubLink":
        return _sub_select(fields, place, text)
    last = place
    while last + 2 < len(tokens) and tokens[last + 1].name == _DOT:
        last += 2
    if kind == "FuncCall":
        if last + 1 >= len(tokens) or tokens[last + 1].name != _OPEN:
            return None
        last = text.closing(last + 1)
        if last + 1 < len(tokens) and tokens[last + 1].name in ("OVER", "FILTER", "WITHIN"):
            return None
    return place, last + 1


def _constant(tokens: list[Token], place: int) -> Extent | None:
    """One token, unless it is the sign of a number or what follows belongs to it."""
    if place >= len(tokens) or tokens[place].name not in _CONSTANTS:
        return None
    goes_on = place + 1 < len(tokens) and _continues(tokens, place + 1, tokens[place])
    return None if goes_on else (place, place + 1)


def _operation(fields: Node, place: int, text: StatementText) -> Extent | None:
    if fields["kind"] != "AEXPR_OP" or "lexpr" not in fields:
        return None
    left = _simple_extent(fields["lexpr"], text)
    right = _simple_extent(fields["rexpr"], text) if left and left[1] == place else None
    return (left[0], right[1]) if left and right and right[0] == place + 1 else None


def _sub_select(fields: Node, place: int, text: StatementText) -> Extent | None:
    begin, opening = place, place
    if fields["subLinkType"] == "EXISTS_SUBLINK":
        opening += 1
    elif fields["subLinkType"] == "ANY_SUBLINK" and "operName" not in fields:
        tested = _simple_extent(fields["testexpr"], text)
        if tested is None or tested[1] != place:
            return None
        begin, opening = tested[0], place + 1
    elif fields["subLinkType"] != "EXPR_SUBLINK":
        return None
    tokens = text.tokens
    return (begin, text.closing(opening) + 1) if opening < len(tokens) and tokens[opening].name == _OPEN else None


def _searched_extent(node: Node, text: StatementText) -> Extent | None:
    located = _outermost_locations(node)
    if located is None:
        return None
    first, last = (text.token_index(text.at(location)) for location in located)
    tokens = text.tokens
    if last >= len(tokens):
        return None
    depth = lowest = 0
    for token in tokens[first : last + 1]:
        depth += _step(token)
        lowest = min(lowest, depth)
    begin = first
    while lowest < 0 and begin and tokens[begin - 1].name in OPENING:
        begin, lowest, depth = begin - 1, lowest + 1, depth + 1
    return begin, _end(tokens, last, depth)


def _outermost_locations(node: Node) -> tuple[int, int] | None:
    first, last = None, -1
    pending: list[Any] = [node]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(value)
            continue
        for key, child in value.items():
            if isinstance(child, (dict, list)):
                pending.append(child)
            elif key in _LOCATIONS and child >= 0:
                first = child if first is None or child < first else first
                last = max(last, child)
    return None if first is None else (first, last)


def _step(token: Token) -> int:
    if token.name in OPENING or token.name == "CASE":
        return 1
    return -(token.name in CLOSING or token.name == "END_P")


def _end(tokens: list[Token], last: int, depth: int) -> int:
    """The index behind the expression whose last located token is at `last`, inside `depth` open brackets."""
    position = last + 1
    while position < len(tokens):
        if depth <= 0 and not _continues(tokens, position, tokens[last]):
            break
        depth += _step(tokens[position])
        position += 1
    return position


def _continues(tokens: list[Token], position: int, anchor: Token) -> bool:
    """Whether the token belongs to what stands before it, though no node has its location."""
    name, before = tokens[position].name, tokens[position - 1].name
    following = tokens[position + 1].name if position + 1 < len(tokens) else None
    if _DOT in (name, before) or name == _OPEN_INDEX or (name == before == "SCONST"):
        return True
    if before in _SIGNS:
        return True
    if name == _OPEN:
        return before not in _CONSTANTS and not before.startswith("ASCII_")
    if anchor.name == "IS" and name in _AFTER_IS:
        return before in ("IS", "NOT", "JSON") or name == "NORMALIZED"
    if name in ("WITH", "WITHOUT"):
        return before in _TIME_TYPES and following == "TIME"
    if before == _CLOSE:
        return name in ("OVER", "FILTER", "WITHIN")
    return before in ("OVER", "WITHIN") or (before, name) in _TYPE_NAME_PAIRS


def parenthesized(opening: int, text: StatementText) -> Extent:
    """What stands between the parenthesis at a token index and the one that closes it."""
    return opening + 1, text.closing(opening)


def stripped(within: Extent, text: StatementText) -> Extent:
    """The extent without parentheses around the whole of it."""
    begin, end = within
    while begin < end and text.tokens[begin].name == _OPEN and text.closing(begin) == end - 1:
        begin, end = begin + 1, end - 1
    return begin, end


def arms(within: Extent, operator: str, count: int, text: StatementText) -> list[Extent] | None:
    """The extents of the operands of an AND or OR that has `count` of them; None where they do not add up.

    The parser flattens `(a and b) and c` into three operands, though not `a and (b and c)`.
    """
    pieces = _split(stripped(within, text), operator, text)
    while len(pieces) < count:
        leading = _split(stripped(pieces[0], text), operator, text)
        if len(leading) == 1:
            return None
        pieces[:1] = leading
    return [stripped(piece, text) for piece in pieces] if len(pieces) == count else None


def _split(within: Extent, operator: str, text: StatementText) -> list[Extent]:
    begin, end = within
    pieces: list[Extent] = []
    between = 0
    for position in text.outside_brackets(begin, end):
        name = text.tokens[position].name
        if name == "BETWEEN":
            between += 1
        elif name == "AND" and between:
            between -= 1
        elif name == operator:
            pieces.append((begin, position))
            begin = position + 1
    pieces.append((begin, end))
    return pieces
