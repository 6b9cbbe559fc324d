"""Declare a function to be stable."""

from pglast.parser import ParseError, scan

from pgcordon.model import Edit, Fix, Function, Span

_VOLATILITIES = frozenset({"IMMUTABLE", "STABLE", "VOLATILE"})


def declare_stable(function: Function) -> Fix:
    """The fix that makes a function stable, which is right only if its body does no more than read."""
    migration = f"alter {function.address.type} {function.identity} stable;"
    return Fix(f"declare {function.name.name} stable", _edits(function), migration, safe=False)


def _edits(function: Function) -> tuple[Edit, ...]:
    """In the place of the volatility that is stated, else behind LANGUAGE; none where the text has neither."""
    definition = function.defined
    if definition is None or function.changes:
        return ()
    try:
        tokens = scan(definition.text)
    except ParseError:
        return ()
    behind: tuple[Edit, ...] = ()
    for index, token in enumerate(tokens):
        start, end = definition.start + token.start, definition.start + token.end + 1
        if token.name in _VOLATILITIES:
            return (Edit(Span(definition.source, start, end), _in_case("stable", definition.source.text[start:end])),)
        if token.name == "LANGUAGE" and index + 1 < len(tokens):
            place = definition.start + tokens[index + 1].end + 1
            word = _in_case("stable", definition.source.text[start:end])
            behind = (Edit(Span(definition.source, place, place), f" {word}"),)
    return behind


def _in_case(word: str, like: str) -> str:
    return word.upper() if like.isupper() else word
