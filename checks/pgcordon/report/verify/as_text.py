"""Verdicts as text, 80 columns wide: what was attacked, what was found, and the access matrix."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pgcordon.model import Command, ObjectAddress
from pgcordon.report.excerpt import WIDTH, columns, printable
from pgcordon.report.plural import count
from pgcordon.report.style import Style
from pgcordon.report.verify.matrix import matrix
from pgcordon.report.verify.place import place
from pgcordon.report.verify.time_rules import time_rules
from pgcordon.report.wrap import wrap
from pgcordon.verify.verdicts import Cell, Fault, Report, Result, Verdict

_INDENT = "    "
_GAP = "   "


def render(results: Sequence[Result], style: Style) -> str:
    """Every system in turn, then one line over all of them where there are several."""
    lines = [line for result in results for line in _system(result, style)]
    if len(results) > 1:
        lines += _total(results, style)
    return "\n".join(lines).rstrip("\n") + "\n"


def render_report(report: Report, style: Style) -> str:
    """One report by itself, as it stands among the others."""
    lines = _fault(report, report.fault, style) if report.fault is not None else _unexercised([report], style)
    return "\n".join(lines).rstrip() + "\n"


def _system(result: Result, style: Style) -> Iterator[str]:
    yield from _title(result, style)
    yield ""
    for alike in _alike(result.reports):
        report = alike[0]
        if report.fault is not None:
            yield from _fault(report, report.fault, style)
            yield from _likewise(alike[1:])
            yield ""
    vacuous = [each for each in result.reports if each.fault is None]
    if vacuous:
        yield from _unexercised(vacuous, style)
    yield from matrix(result, style)
    yield from time_rules(result.time_rules, style)
    yield from _not_understood(result, style)
    yield from _summary(result, style)
    yield ""


def _title(result: Result, style: Style) -> Iterator[str]:
    """The name and the facts beside it, on a second line where one is too short."""
    name = printable(Path(result.path).resolve().name)
    counts = ", ".join(count(number, noun) for noun, number in result.counts.items())
    what, how = f"{name}{_GAP}{counts}", f"{result.server}{_GAP}loaded in {result.loaded_in:.1f} s"
    whole = f"{what}{_GAP}{how}"
    lines = [whole] if columns(whole) <= WIDTH else [*([what] if columns(what) <= WIDTH else wrap(what)), f"  {how}"]
    yield from (style("message", line) for line in lines)


def _alike(reports: Iterable[Report]) -> list[list[Report]]:
    """The faults, those of several actors that differ in nothing else together.

    The same one of the same actor again is of another rule about time, or of another function.
    """
    again: Counter[tuple[Verdict, str | None, Cell]] = Counter()
    groups: dict[tuple[Verdict, str | None, ObjectAddress, Command, int], list[Report]] = {}
    for each in reports:
        fault = (each.verdict, each.attack, each.cell)
        key = (each.verdict, each.attack, each.cell.address, each.cell.command, again[fault])
        groups.setdefault(key, []).append(each)
        again[fault] += 1
    return list(groups.values())


def _likewise(reports: Iterable[Report]) -> Iterator[str]:
    told = ", ".join(f"{each.cell.actor} ({each.reproduction.id})" for each in reports if each.reproduction)
    if told:
        yield from wrap(told, "  likewise ", " " * 11)


def _fault(report: Report, fault: Fault, style: Style) -> Iterator[str]:
    yield from _heading(report, style)
    yield from wrap(f"{fault.message}.", "  ")
    yield ""
    lines = place(report, _INDENT, style)
    if lines:
        yield from lines
        yield ""
    person = fault.attempt.person
    yield from wrap(f"set local role {person.actor.role}; -- {person.label}", _INDENT, f"{_INDENT}  ")
    yield from wrap(f"{fault.attempt.statement};", _INDENT, f"{_INDENT}  ")
    comment = wrap(f"-- expected: {fault.expected}; got: {fault.got}", _INDENT, f"{_INDENT}-- ")
    yield from (style("aside", line) for line in comment)
    yield ""
    yield from _next_steps(report)


def _heading(report: Report, style: Style) -> Iterator[str]:
    verdict, told = str(report.verdict), f"{report.attack}  {printable(report.cell.address.identity)}"
    if columns(f"{verdict}  {told}") <= WIDTH:
        yield f"{style('error', verdict)}  {style('message', told)}"
        return
    yield f"{style('error', verdict)}  {style('message', str(report.attack))}"
    yield from (style("message", line) for line in wrap(report.cell.address.identity, "  ", "    "))


def _next_steps(report: Report) -> Iterator[str]:
    reproduction = report.reproduction
    if reproduction is not None and reproduction.path is not None:
        commands = f"pgcordon replay {reproduction.id} (or psql -f {reproduction.path})"
        yield from wrap(commands, "  replay   ", " " * 11)
        if not reproduction.confirmed:
            yield "  caution  the script did not show it again when it was replayed"
    yield f"  why      pgcordon explain {report.attack}"


def _unexercised(reports: Sequence[Report], style: Style) -> Iterator[str]:
    yield f"{style('warning', Verdict.VACUOUS)}  {count(len(reports), 'cell')} of access.toml not exercised"
    for report in reports:
        yield from wrap(f"{report.cell}: {report.message}", "  ", "    ")
    yield "  Let the schema make them possible, or accept them: [[accept]] in access.toml."
    yield ""


def _not_understood(result: Result, style: Style) -> Iterator[str]:
    if result.not_understood:
        yield style("warning", f"{len(result.not_understood)} not understood, so not attacked:")
        for line in result.not_understood:
            yield from wrap(line, "  ", "    ")
        yield ""


def _summary(result: Result, style: Style) -> Iterator[str]:
    totals = result.verdicts
    wrong = [verdict for verdict in Verdict if verdict is not Verdict.ENFORCED and totals[verdict]]
    found = ", ".join(f"{totals[verdict]} {verdict}" for verdict in wrong) or "Holds"
    accepted = f", {len(result.accepted)} accepted as they are" if result.accepted else ""
    first, *rest = wrap(
        f"{found}. {result.exercised:,} of {count(len(result.matrix), 'cell')} exercised{accepted},"
        f" {count(result.attempts, 'attempt')} in {count(result.worlds, 'world')}, {result.seconds:.1f} s."
    )
    yield style("error" if wrong else "clean", f"{found}.") + first.removeprefix(f"{found}.")
    yield from rest


def _total(results: Sequence[Result], style: Style) -> Iterator[str]:
    wrong = [Path(result.path).resolve().name for result in results if not result.holds]
    if not wrong:
        yield style("clean", f"All {len(results)} systems hold.")
        return
    told = wrap(f"{len(wrong)} of {len(results)} systems do not hold: {', '.join(wrong)}.", "", "  ")
    yield from (style("error", line) for line in told)
