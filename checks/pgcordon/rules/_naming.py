"""Patterns for names: regular expressions with placeholders such as `{table}`."""

import re
from collections.abc import Iterable, Mapping

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
WORDS = r"\S+(?: \S+)*"
"""The regular expression of a placeholder that stands for one word or several."""


def validate(pattern: str | None, placeholders: Iterable[str]) -> None:
    """Raise ValueError, worded for whoever wrote the settings, unless the pattern can be used."""
    if pattern is None:
        return
    known = sorted(placeholders)
    for name in _PLACEHOLDER.findall(pattern):
        if name not in known:
            raise ValueError(f"pattern {pattern!r} has the unknown placeholder {{{name}}}; known are {_listed(known)}")
    try:
        re.compile(_PLACEHOLDER.sub("x", pattern))
    except re.error as error:
        raise ValueError(f"pattern {pattern!r} is not a regular expression: {error}") from error


def matches(name: str, pattern: str, meanings: Mapping[str, str]) -> bool:
    """Whether the whole name has this form; `meanings` holds the regular expression of each placeholder."""
    expression = _PLACEHOLDER.sub(lambda placeholder: f"(?:{meanings[placeholder[1]]})", pattern)
    return re.fullmatch(expression, name) is not None


def any_of(words: Iterable[str]) -> str:
    """The regular expression of exactly these words."""
    return "|".join(map(re.escape, words))


def joined(columns: Iterable[str | None]) -> str:
    """The regular expression of column names joined with underscores; None, an expression, may have any name."""
    return "_".join(r"\w+" if column is None else re.escape(column) for column in columns)


def _listed(placeholders: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in placeholders)
