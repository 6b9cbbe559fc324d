"""Durations as access.toml writes them."""

import re
from datetime import timedelta
from fractions import Fraction

from pgcordon.contract.faults import did_you_mean

_MICROSECONDS = {
    "microsecond": 1,
    "millisecond": 1_000,
    "second": 1_000_000,
    "minute": 60_000_000,
    "hour": 3_600_000_000,
    "day": 86_400_000_000,
    "week": 604_800_000_000,
}
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_WORDED = re.compile(rf"({_NUMBER})\s*([A-Za-z]+)\s*")
_ISO = re.compile(
    rf"P(?:({_NUMBER})W)?(?:({_NUMBER})D)?(?:T(?=[0-9])(?:({_NUMBER})H)?(?:({_NUMBER})M)?(?:({_NUMBER})S)?)?"
)
_ISO_UNITS = ("week", "day", "hour", "minute", "second")


def duration(text: str) -> timedelta:
    """The length of `4 hours`, `1 day 2 hours` or, as ISO 8601 has it, `P1DT2H`; a day is 24 hours.

    Raises ValueError for anything else, for nothing and for parts of a microsecond. Months and years are
    refused, for they have no length of their own.
    """
    parts = _iso(text.strip()) or _worded(text.strip())
    microseconds = sum(Fraction(number) * _MICROSECONDS[unit] for number, unit in parts)
    if microseconds <= 0 or microseconds.denominator != 1:
        raise ValueError(f"{text!r} is not a whole number of microseconds above zero")
    try:
        return timedelta(microseconds=microseconds.numerator)
    except OverflowError:
        raise ValueError(f"{text!r} is longer than any timestamp can tell") from None


def _iso(text: str) -> list[tuple[str, str]]:
    match = _ISO.fullmatch(text)
    if match is None:
        return []
    return [(number, unit) for number, unit in zip(match.groups(), _ISO_UNITS, strict=True) if number]


def _worded(text: str) -> list[tuple[str, str]]:
    found = _WORDED.findall(text)
    if not found or _WORDED.sub("", text):
        raise ValueError(f'{text!r} is no duration; write for instance "4 hours", "1 day 2 hours" or "PT4H"')
    return [(number, _unit(word)) for number, word in found]


def _unit(word: str) -> str:
    unit = word.lower().removesuffix("s")
    if unit in ("month", "year"):
        raise ValueError(f"a {unit} has no fixed length; write days")
    if unit not in _MICROSECONDS:
        raise ValueError(f"no such unit: {word}{did_you_mean(word, [f'{name}s' for name in _MICROSECONDS])}")
    return unit
