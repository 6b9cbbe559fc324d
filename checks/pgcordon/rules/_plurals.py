"""Whether an English word names one thing or several, as far as its letters show."""

from functools import lru_cache

_NEITHER = frozenset({
    "access", "accounting", "advice", "analytics", "archive", "attendance", "audio", "audit", "backlog", "baggage",
    "billing", "cache", "cash", "catalog", "catering", "clothing", "config", "content", "credit", "data", "debris",
    "diabetes", "equipment", "evidence", "feedback", "fish", "furniture", "geography", "hardware", "headquarters",
    "health", "history", "homework", "housing", "inbox", "info", "information", "insurance", "inventory", "jewelry",
    "journal", "knowledge", "leave", "ledger", "lens", "log", "logistics", "luggage", "machinery", "mail",
    "marketing", "means", "media", "messaging", "metadata", "money", "monitoring", "music", "news", "offspring",
    "onboarding", "outbox", "payroll", "physics", "planning", "politics", "presence", "pricing", "progress", "queue",
    "reporting", "research", "revenue", "scenery", "scheduling", "series", "sheep", "shipping", "software", "species",
    "staff", "stock", "storage", "tracking", "traffic", "training", "transport", "usage", "video", "weather", "work",
})  # fmt: skip
"""Words that are the same for one and for several, that are not counted, or that name a collection."""

_OTHER_PLURALS = frozenset({
    "alumni", "bacteria", "cacti", "feet", "formulae", "geese", "menus", "oxen", "phenomena", "skis", "syllabi",
    "taxis", "teeth",
})  # fmt: skip
_IRREGULAR_SINGULARS = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "mice": "mouse",
    "indices": "index",
    "matrices": "matrix",
    "vertices": "vertex",
    "criteria": "criterion",
}
_SINGULAR_ENDINGS = ("ss", "us", "is")
_SINGULARS_IN_S = frozenset({
    "alias", "atlas", "bias", "canvas", "christmas", "gas", "iris", "lens",
})  # fmt: skip
_ABBREVIATION = 3


def could_be_plural(word: str) -> bool:
    """Whether the lower-case word may name several; true of both where the letters do not show it."""
    return _undecided(word) or _is_plural(word)


def could_be_singular(word: str) -> bool:
    """Whether the lower-case word may name one."""
    return _undecided(word) or not _is_plural(word)


def singular(word: str) -> str:
    """The singular of a regular plural; any other word as it is."""
    if word in _IRREGULAR_SINGULARS:
        return _IRREGULAR_SINGULARS[word]
    if not _is_plural(word) or _undecided(word) or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > len("ties"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "uses", "zzes")) and not word.endswith(("auses", "ouses")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=4_096)
def singular_name(name: str) -> str:
    """A name in snake_case with its last word in the singular: `order_item` for `order_items`."""
    words, underscore, last = name.rpartition("_")
    return words + underscore + singular(last)


def _undecided(word: str) -> bool:
    """Uncounted words, qualities such as `fitness`, and abbreviations such as `sms`."""
    return word in _NEITHER or word.endswith("ness") or (word.endswith("s") and len(word) <= _ABBREVIATION)


def _is_plural(word: str) -> bool:
    if word in _OTHER_PLURALS or word in _IRREGULAR_SINGULARS:
        return True
    return word.endswith("s") and not word.endswith(_SINGULAR_ENDINGS) and word not in _SINGULARS_IN_S
