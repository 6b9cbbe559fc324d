"""Conventions for names: what the settings say of a kind of name or, where they say nothing, what most names do."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import ClassVar, NamedTuple

import msgspec

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules._majority import Majority, clear_majority
from pgcordon.rules._naming import Named, pattern_of, validate

_AS_LIKELY = 0.6
"""How similar a pattern must be to a preset's name to be taken for a misspelling of it; difflib's own default."""


class Convention(msgspec.Struct, frozen=True, dict=True):
    """How the names of one kind may be formed.

    `kind` is what is named, in the plural. `names` finds the names. `words` are the placeholders that stand for words
    of the thing that is named, `fixed` those that stand for the same regular expression everywhere. `tiers` are the
    forms that are looked for, as `clear_majority` takes them. `presets` are patterns that have a name. `remark` is what
    else to say of a name without the form, given that name and the pattern.
    """

    kind: str
    names: Callable[[Catalog], Iterable[Named]]
    tiers: tuple[tuple[str, ...], ...]
    words: tuple[str, ...] = ()
    fixed: Mapping[str, str] = msgspec.field(default_factory=dict)
    presets: Mapping[str, str] = msgspec.field(default_factory=dict)
    remark: Callable[[Named, str], str] = lambda _named, _pattern: ""

    def validate(self, stated: str | None) -> None:
        """Raise ValueError, worded for whoever wrote the settings, unless this is a preset or a usable pattern."""
        if stated is None or stated in self.presets:
            return
        if stated.replace("-", "").isalpha() and (close := _nearest(stated, self.presets)):
            raise ValueError(f'there is no preset "{stated}"; did you mean "{close[0]}"?')
        validate(stated, (*self.words, *self.fixed))

    def flaws(self, catalog: Catalog, stated: str | None) -> Iterator[Flaw]:
        """The names that do not have the stated form or, without one, those that stand out; the latter as hints."""
        if stated is None:
            yield from self._standing_out(catalog)
            return
        text = self.presets.get(stated, stated)
        pattern = pattern_of(text, tuple(self.fixed.items()))
        for named in self.names(catalog):
            if not pattern.fits(named):
                fault = f'the name of {named.subject.address} does not match "{text}"'
                yield Flaw(named.subject, fault + self.remark(named, text))

    def majority(self, catalog: Catalog) -> Majority | None:
        """The form that a clear majority of the author's own names has. What the platform brought does not count."""
        if not self.tiers:
            return None
        names = [named for named in self.names(catalog) if not catalog.is_given(named.subject)]
        return clear_majority(names, self.tiers, self.fixed)

    def _standing_out(self, catalog: Catalog) -> Iterator[Flaw]:
        if found := self.majority(catalog):
            fault = f'{found.share} {self.kind} match "{found.pattern}"'
            for each in found.outliers:
                message = f"the name of {each.subject.address} stands out: {fault}"
                yield Flaw(each.subject, message + self.remark(each, found.pattern), severity=Severity.INFO)


def _nearest(stated: str, presets: Iterable[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(stated, presets, 1, _AS_LIKELY)


class Proposal(NamedTuple):
    """A setting that a project keeps to already, but for a few names."""

    value: str | bool
    kind: str
    names: int
    outliers: int


class Naming(msgspec.Struct, frozen=True):
    """The options of a rule about names: each is a pattern, and has its convention."""

    conventions: ClassVar[Mapping[str, Convention]] = {}

    def __post_init__(self) -> None:
        for option, convention in self.conventions.items():
            convention.validate(getattr(self, option))

    @classmethod
    def proposals(cls, catalog: Catalog) -> dict[str, Proposal]:
        """For each option the value that the project's own names suggest, where a clear majority of them do."""
        found = {option: (each.kind, each.majority(catalog)) for option, each in cls.conventions.items()}
        return {
            option: Proposal(majority.pattern, kind, majority.names, len(majority.outliers))
            for option, (kind, majority) in found.items()
            if majority is not None
        }

    def flaws(self, catalog: Catalog) -> Iterator[Flaw]:
        for option, convention in self.conventions.items():
            yield from convention.flaws(catalog, getattr(self, option))
