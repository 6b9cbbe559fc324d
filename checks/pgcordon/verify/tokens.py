"""The tell-tale values that worlds put into rows, found again in whatever a statement shows."""

import re

_TOKEN = re.compile(r"[ac]0000000-0000-4000-8000-\d{12}|canary\d{4}|(?<![.\w])70\d{4}\b")


def tokens_of(text: str) -> set[str]:
    """Every tell-tale value in a text: keys, canary texts and canary numbers."""
    return set(_TOKEN.findall(text))
