"""Pieces of the generated pages."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def plain(text: str) -> str:
    """A text of which Markdown makes nothing."""
    return re.sub(r"([\\`*_<>\[\]])", r"\\\1", text)


def headings(path: Path) -> list[str]:
    """The headings of a page."""
    return _HEADING.findall(path.read_text("utf-8"))


def anchor(heading: str) -> str:
    """What GitHub names a heading by: small letters, dashes for spaces, and no punctuation."""
    return _NOT_IN_ANCHORS.sub("", heading.lower()).replace(" ", "-")


def title(system: str) -> str:
    """How a system's README is headed."""
    return headings(ROOT / "schema" / system / "README.md")[0]
