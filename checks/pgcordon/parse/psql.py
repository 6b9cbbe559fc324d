"""What only psql understands in a file: meta-commands, and the rows of COPY … FROM stdin.

Source: the psql manual, "Meta-Commands"; a backslash outside quotes begins one, up to the end of its line.
"""

import re

import msgspec

from pgcordon.parse.lexemes import COMMENT, QUOTED

_LEXEME = re.compile(
    rf"""
      {COMMENT} | {QUOTED}
    | (?P<copy>\bcopy\b[^;'"$\\]*?\bfrom\s+stdin\b[^;\\]*;[^\n]*\n)(?P<rows>.*?^\\\.[^\n]*$)
    | (?P<meta>\\[^\n]*)
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_SENDS_THE_QUERY = re.compile(r"\\(?:g\w*|crosstabview|bind|parse)\b", re.IGNORECASE)
_NOT_A_LINE_BREAK = re.compile(r"[^\n]")


class MetaCommand(msgspec.Struct, frozen=True):
    """A meta-command and the code points of the text where it stands."""

    start: int
    end: int
    name: str


def without_psql(text: str) -> tuple[str, list[MetaCommand]]:
    """The text with meta-commands and rows of COPY blanked out, of the same length, and the meta-commands.

    A meta-command that sends the query, such as `\\gexec`, leaves the semicolon that it stands for.
    """
    found: list[MetaCommand] = []

    def blank(match: re.Match[str]) -> str:
        if match["rows"] is not None:
            return match["copy"] + _NOT_A_LINE_BREAK.sub(" ", match["rows"])
        if match["meta"] is None:
            return match[0]
        name = re.match(r"\\\S*", match[0])
        found.append(MetaCommand(match.start(), match.end(), name[0] if name else "\\"))
        first = ";" if _SENDS_THE_QUERY.match(match[0]) else " "
        return first + " " * (len(match[0]) - 1)

    return _LEXEME.sub(blank, text), found
