"""Inputs that nobody would write: truncated, shuffled, spliced. Nothing of the linter may fail on them."""

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from pgcordon.lint import lint
from pgcordon.parse import load_text
from pgcordon.rules import all_rules
from pgcordon.settings import Settings
from pgcordon.systems import platform_catalog
from rules.cases import CASES

INPUTS, BATCHES = 500, 10
LONGEST = 1_500
ROOT = Path(__file__).parents[2]
EVERY_RULE = Settings(select=frozenset(all_rules()))
WORD = re.compile(r"\w+|\s+|.", re.DOTALL)
ODD = ("\x00", "'", '"', "$$", "/*", "--", ";", "(", ")", "é", "🐘", "\ufeff", "\r", "::", "null", "%", "\\", "begin;")


@cache
def corpus() -> tuple[str, ...]:
    schemas = [path.read_text("utf-8") for path in sorted(ROOT.glob("schema/*/*.sql"))]
    return (*(case.text for case in CASES), *schemas)


def truncated(chance: random.Random, text: str) -> str:
    return text[: chance.randrange(len(text))]


def beheaded(chance: random.Random, text: str) -> str:
    return text[chance.randrange(len(text)) :]


def shuffled(chance: random.Random, text: str) -> str:
    words = WORD.findall(text)
    for _ in range(chance.randint(1, 8)):
        one, other = chance.randrange(len(words)), chance.randrange(len(words))
        words[one], words[other] = words[other], words[one]
    return "".join(words)


def thinned(chance: random.Random, text: str) -> str:
    return "".join(word for word in WORD.findall(text) if chance.random() > 0.03)


def spliced(chance: random.Random, text: str) -> str:
    other = chance.choice(corpus())
    return text[: chance.randrange(len(text))] + other[chance.randrange(len(other)) :]


def peppered(chance: random.Random, text: str) -> str:
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(text))
        text = text[:place] + chance.choice(ODD) + text[place:]
    return text


MUTATIONS: tuple[Callable[[random.Random, str], str], ...] = (
    truncated,
    beheaded,
    shuffled,
    thinned,
    spliced,
    peppered,
)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_input_makes_it_fail(batch: int) -> None:
    for number in range(batch, INPUTS, BATCHES):
        chance = random.Random(number)
        text = chance.choice(corpus())
        start = chance.randrange(max(len(text) - LONGEST, 1))
        mutated = chance.choice(MUTATIONS)(chance, text[start : start + LONGEST])
        try:
            catalog = load_text(mutated, "fuzzed.sql", platform_catalog("supabase"))
            result = lint(catalog, EVERY_RULE)
        except Exception as error:
            error.add_note(f"input {number}:\n{mutated}")
            raise
        for finding in result.findings:  # every place can be shown
            assert finding.span is None or 0 <= finding.span.start <= finding.span.end <= len(mutated)
