"""Markdown of a docstring in lines of a terminal's width."""

import re

from pgcordon.report.wrap import wrap

_FENCE = "```"
_ITEM = re.compile(r"- |`[a-z-]+`$")
"""What begins a line of its own: an item of a list, or a name that stands alone on its line."""


def reflowed(text: str) -> list[str]:
    """The paragraphs and lists in lines of at most 80 columns; code and empty lines as they are."""
    lines: list[str] = []
    paragraph: list[str] = []
    in_code = False
    for line in text.splitlines():
        is_fence = line.startswith(_FENCE)
        as_it_is = in_code or is_fence or not line.strip()
        if as_it_is or _ITEM.match(line):
            lines += _wrapped(paragraph)
            paragraph = []
        if as_it_is:
            lines.append(line)
        else:
            paragraph.append(line)
        in_code ^= is_fence
    return lines + _wrapped(paragraph)


def _wrapped(paragraph: list[str]) -> list[str]:
    text = " ".join(paragraph)
    return wrap(text.removeprefix("- "), "- ", "  ") if text.startswith("- ") else wrap(text)
