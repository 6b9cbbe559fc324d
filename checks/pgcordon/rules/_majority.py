"""What most names of a project have in common."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pgcordon.rules._naming import Named, Pattern, pattern_of

LEAST = 10
"""So many names a project must have of a kind before anything is concluded from them."""

OUTLIERS_IN = 10
"""And at most one name in so many may lack what the others have in common: then nine in ten are a clear majority."""


class Majority(NamedTuple):
    """The form that most names have."""

    pattern: str
    names: int
    outliers: tuple[Named, ...]

    @property
    def share(self) -> str:
        """Such as `35 of 38`; rounding would hide the one that is missing."""
        return f"{self.names - len(self.outliers)} of {self.names}"


def clear_majority(names: Sequence[Named], tiers: Iterable[Sequence[str]], fixed: Mapping[str, str]) -> Majority | None:
    """The form that at least nine in ten names have, where there are ten names or more.

    `tiers` are patterns, those that say more in the tiers before. The first tier of which any pattern fits so many
    decides, in it the pattern that fits most names, and of equals the first. `fixed` is as in `Pattern`.
    """
    if len(names) < LEAST:
        return None
    for tier in tiers:
        best: Majority | None = None
        allowed = len(names) // OUTLIERS_IN
        for text in tier:
            outliers = _outliers(names, pattern_of(text, tuple(fixed.items())), allowed)
            if outliers is not None:
                best, allowed = Majority(text, len(names), outliers), len(outliers) - 1
            if allowed < 0:
                break
        if best:
            return best
    return None


def _outliers(names: Sequence[Named], pattern: Pattern, allowed: int) -> tuple[Named, ...] | None:
    """The names that the pattern does not fit; None as soon as they are more than is allowed."""
    found: list[Named] = []
    for named in names:
        if not pattern.fits(named):
            found.append(named)
            if len(found) > allowed:
                return None
    return tuple(found)
