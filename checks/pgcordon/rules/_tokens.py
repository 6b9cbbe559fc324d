"""Whether two texts are the same SQL."""

from pglast.parser import ParseError, scan

_COMMENTS = frozenset({"SQL_COMMENT", "C_COMMENT"})


def same_tokens(one: str, other: str) -> bool:
    """Whether two texts differ in white space, comments and the case of keywords only; False where one is no SQL."""
    try:
        return _tokens(one) == _tokens(other)
    except ParseError:
        return False


def _tokens(text: str) -> list[tuple[str, str]]:
    """Each token's name with its text; that of a keyword, which is its name, is left out."""
    return [
        (token.name, text[token.start : token.end + 1] if token.kind == "NO_KEYWORD" else "")
        for token in scan(text)
        if token.name not in _COMMENTS
    ]
