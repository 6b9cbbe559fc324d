"""Patterns for paths."""

import re
from functools import cache

_PIECE = re.compile(r"\*\*/|\*\*|\*|\?|\[!?[^\]/]+\]|[^*?\[]+|\[")


def matches(path: str, pattern: str) -> bool:
    """Whether a relative path, written with slashes, fits a pattern, or lies in a folder that does.

    `**` stands for any number of folders, `*` for any text without a slash, `?` for one character, `[abc]` for one
    of these.
    """
    return _expression(pattern).fullmatch(path) is not None


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    pieces = "".join(_translated(piece) for piece in _PIECE.findall(pattern.removeprefix("./").rstrip("/")))
    return re.compile(f"{pieces}(?:/.*)?", re.DOTALL)


def _translated(piece: str) -> str:
    if piece.startswith("[") and len(piece) > 1:
        negated = "^" * piece.startswith("[!")
        letters = piece[1 + len(negated) : -1].replace("\\", r"\\").replace("[", r"\[")
        return f"[{negated}{letters}]"
    return {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(piece) or re.escape(piece)
