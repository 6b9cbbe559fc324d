"""Patterns for names: regular expressions with placeholders such as `{table}`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from pgcordon.model.findings import Subject

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_DEPENDS_ON_PLACE = re.compile(r"\^|\\[1-9A]|\(\?")

WORDS = r"\S+(?: \S+)*"
"""The regular expression of a placeholder that stands for one word or several."""


class Anything(str):
    """A word that is not known literally: a regular expression."""

    __slots__ = ()


class Named(NamedTuple):
    """A name that the author chose, what bears it, and the words that placeholders may stand for in it."""

    name: str
    subject: Subject
    words: Mapping[str, Sequence[str]]


class Pattern:
    """A regular expression with placeholders, compiled once for all names.

    `fixed` are the placeholders that always stand for the same regular expression. The others stand for any one of the
    words that a name comes with. These are put before the name and referred back to, for compiling an expression takes
    a hundred times as long as matching one.
    """

    def __init__(self, text: str, fixed: Mapping[str, str]) -> None:
        self.text = text
        self._body = _PLACEHOLDER.sub(lambda each: f"(?:{fixed[each[1]]})" if each[1] in fixed else each[0], text)
        self._placeholders = _PLACEHOLDER.findall(self._body)
        self._expression = None if _DEPENDS_ON_PLACE.search(text) else self._compiled()

    def _compiled(self) -> re.Pattern[str]:
        numbers = count()
        body = _PLACEHOLDER.sub(lambda _: f"(?P=w{next(numbers)})", self._body)
        heads = range(len(self._placeholders))
        head = "".join(rf"(?:[^\0]*\1)?(?P<w{each}>[^\0\1]+)(?:\1[^\0]*)?\0".replace(r"\1", "\1") for each in heads)
        return re.compile(f"{head}(?:{body})")

    def fits(self, named: Named) -> bool:
        """Whether the whole name has this form."""
        if self._expression is None:
            return self._fits_written_out(named)
        head = ""
        for each in self._placeholders:
            words = named.words[each]
            if Anything in map(type, words):
                return self._fits_written_out(named)
            head += "\1".join(words) + "\0"
        return self._expression.fullmatch(head + named.name) is not None

    def _fits_written_out(self, named: Named) -> bool:
        expression = _PLACEHOLDER.sub(lambda each: f"(?:{_any_of(named.words[each[1]])})", self._body)
        return re.fullmatch(expression, named.name) is not None


@lru_cache(maxsize=500)
def pattern_of(text: str, fixed: tuple[tuple[str, str], ...] = ()) -> Pattern:
    return Pattern(text, dict(fixed))


def validate(pattern: str, placeholders: Iterable[str]) -> None:
    """Raise ValueError, worded for whoever wrote the settings, unless the pattern can be used."""
    known = sorted(placeholders)
    for name in _PLACEHOLDER.findall(pattern):
        if name not in known:
            raise ValueError(f"pattern {pattern!r} has the unknown placeholder {{{name}}}; known are {_listed(known)}")
    try:
        re.compile(_PLACEHOLDER.sub("x", pattern))
    except re.error as error:
        raise ValueError(f"pattern {pattern!r} is not a regular expression: {error}") from error


def joined(columns: Sequence[str | None]) -> str:
    """Column names joined with underscores; None, an expression, may have any name."""
    if None not in columns:
        return "_".join(each for each in columns if each is not None)
    return Anything("_".join(r"\w+" if each is None else re.escape(each) for each in columns))


def _any_of(words: Iterable[str]) -> str:
    # An empty choice matches nothing; an empty expression would match everything that has no such word.
    return "|".join(each if isinstance(each, Anything) else re.escape(each) for each in words) or r"[^\s\S]"


def _listed(placeholders: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in placeholders) or "none"
