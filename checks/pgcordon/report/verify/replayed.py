"""What replaying a script came to, as text: the fault as the script tells it, psql's output, whether it shows."""

from collections.abc import Iterator

from pgcordon.report.excerpt import printable
from pgcordon.report.style import Style
from pgcordon.report.wrap import wrap
from pgcordon.verify.psql import NOT_SHOWN, SHOWN, Replayed

_COMMENT = "-- "


def render(script: str, replayed: Replayed, style: Style) -> str:
    """The report, with a line break at its end."""
    return "\n".join(_lines(script, replayed, style)) + "\n"


def _lines(script: str, replayed: Replayed, style: Style) -> Iterator[str]:
    heading, *facts = _told(script)
    yield from (style("message", line) for line in wrap(heading))
    for fact in facts:
        yield from wrap(fact, "  ", "    ")
    yield ""
    said = [line for line in (replayed.output + replayed.errors).splitlines() if line not in (SHOWN, NOT_SHOWN, "")]
    yield from (f"    {printable(line)}".rstrip() for line in said)
    if said:
        yield ""
    yield style("error", "It still shows.") if replayed.shown else style("clean", "It no longer shows.")


def _told(script: str) -> list[str]:
    """The comment lines at the script's head, but for the last, which says how to run it."""
    lines = []
    for line in script.splitlines():
        if not line.startswith(_COMMENT):
            break
        lines.append(line.removeprefix(_COMMENT))
    return lines[:-1] or ["a script without a heading"]
