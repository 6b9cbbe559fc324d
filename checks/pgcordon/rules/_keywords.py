"""Put a keyword into a statement."""

from pglast.parser import ParseError, scan

from pgcordon.model import Edit, Span


def keyword_behind(statement: Span, keyword: str, addition: str) -> tuple[Edit, ...]:
    """The edit that puts a word behind the first occurrence of a keyword, in capitals if that is; none without it.

    `keyword` is in lower case; how the statement spells it does not matter.
    """
    text = statement.text
    try:
        tokens = scan(text)
    except ParseError:
        return ()
    for token in tokens:
        word = text[token.start : token.end + 1]
        if word.lower() == keyword and token.kind != "NO_KEYWORD":
            place = statement.start + token.end + 1
            return (Edit(Span(statement.source, place, place), f" {addition.upper() if word.isupper() else addition}"),)
    return ()
