"""Colour for terminals, and none for everything else."""

import os
from collections.abc import Mapping
from typing import TextIO

import msgspec


class Style(msgspec.Struct, frozen=True):
    """For each role that text can play, the SGR parameters that show it."""

    codes: Mapping[str, str] = msgspec.field(default_factory=dict)

    def __call__(self, role: str, text: str) -> str:
        """The text as it is shown in a role; unchanged where the style has no code for the role."""
        code = self.codes.get(role)
        return f"\x1b[{code}m{text}\x1b[0m" if code and text else text


PLAIN = Style()
COLOURED = Style(
    {
        "error": "1;31",
        "warning": "1;33",
        "info": "1;36",
        "clean": "1;32",
        "message": "1",
        "gutter": "34",
        "aside": "2",
    }
)


def style_for(stream: TextIO) -> Style:
    """Colour where the stream is a terminal that can show it, unless NO_COLOR is set (https://no-color.org)."""
    if not stream.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return PLAIN
    return COLOURED
