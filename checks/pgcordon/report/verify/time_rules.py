"""What became of the rules about time: a line for each, and what each property came to."""

from collections.abc import Iterator

from pgcordon.clock.words import summary
from pgcordon.report.style import Style
from pgcordon.report.wrap import wrap
from pgcordon.verify.verdicts import RuleLine, Verdict

_MARKS = {Verdict.ENFORCED: "", Verdict.VACUOUS: "?"}


def time_rules(lines: tuple[RuleLine, ...], style: Style) -> Iterator[str]:
    """The lines to print; marked as the cells of the access matrix are."""
    for line in lines:
        table = line.address.identity.removeprefix("public.")
        yield from wrap(f"{line.rule.kind} of {table}: {summary(line.rule)}", "", "    ")
        marked = ", ".join(f"{_MARKS.get(verdict, '!')}{name}" for name, verdict in line.verdicts.items())
        fine = all(verdict is Verdict.ENFORCED for verdict in line.verdicts.values())
        yield from (text if fine else style("error", text) for text in wrap(marked or "nothing promised", "  "))
    if lines:
        yield ""
