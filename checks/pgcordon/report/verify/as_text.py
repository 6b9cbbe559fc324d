"""Verdicts as text, 80 columns wide: what was attacked, what was found, and the access matrix."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pgcordon.model import Command, ObjectAddress
from pgcordon.report.excerpt import WIDTH, excerpt, printable
from pgcordon.report.plural import count
from pgcordon.report.style import Style
from pgcordon.verify.verdicts import Cell, Report, Result, Verdict

_COMMANDS = (Command.SELECT, Command.INSERT, Command.UPDATE, Command.DELETE, Command.TRUNCATE)
_MOST_ROWS = 3
_INDENT = "    "


def render(results: Sequence[Result], style: Style) -> str:
    """Every system in turn, then one line over all of them where there are several."""
    blocks = [line for result in results for line in _system(result, style)]
    if len(results) > 1:
        blocks += [_total(results, style)]
    return "\n".join(blocks) + "\n"


def _system(result: Result, style: Style) -> Iterator[str]:
    yield style("message", _title(result))
    yield ""
    for alike in _alike(result.reports):
        yield from _fault(alike[0], style)
        yield from _likewise(alike[1:])
        yield ""
    yield from _vacuous(result, style)
    yield from _matrix(result, style)
    yield from _not_understood(result, style)
    yield from textwrap.wrap(_summary(result, style), WIDTH + 20 * bool(style.codes))
    yield ""


def _alike(reports: Iterable[Report]) -> list[list[Report]]:
    """The faults, those of several actors that differ in nothing else together."""
    groups: dict[tuple[Verdict, str | None, ObjectAddress, Command], list[Report]] = {}
    for each in reports:
        if each.verdict is not Verdict.VACUOUS:
            groups.setdefault((each.verdict, each.attack, each.cell.address, each.cell.command), []).append(each)
    return list(groups.values())


def _likewise(reports: Iterable[Report]) -> Iterator[str]:
    told = (f"{each.cell.actor} ({each.reproduction.id})" for each in reports if each.reproduction)
    line = ", ".join(told)
    if line:
        yield from textwrap.wrap(f"likewise {line}", WIDTH, initial_indent="  ", subsequent_indent=" " * 11)


def render_report(report: Report, style: Style) -> str:
    """One report by itself, as it stands among the others."""
    lines = _fault(report, style) if report.fault is not None else _unexercised([report], style)
    return "\n".join(lines).rstrip() + "\n"


def _title(result: Result) -> str:
    counts = ", ".join(count(number, noun) for noun, number in result.counts.items())
    return f"{Path(result.path).name}   {counts}   {result.server}   loaded in {result.loaded_in:.1f} s"


def _fault(report: Report, style: Style) -> Iterator[str]:
    assert report.fault is not None
    fault = report.fault
    yield f"{style('error', report.verdict)}  {report.attack}  {style('message', report.cell.address.identity)}"
    yield from textwrap.wrap(printable(fault.message) + ".", WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield ""
    if report.span is not None:
        yield from (_INDENT + line for line in excerpt(report.span, style, "error"))
        yield ""
    role = fault.attempt.person.actor.role
    yield f"{_INDENT}set local role {role};   {style('aside', f'-- {fault.attempt.person.label}')}"
    yield from _statement(fault.attempt.statement)
    comment = f"-- expected: {fault.expected}; got: {fault.got}"
    comment_indent = f"{_INDENT}-- "
    yield from (
        style("aside", line)
        for line in textwrap.wrap(printable(comment), WIDTH, initial_indent=_INDENT, subsequent_indent=comment_indent)
    )
    yield ""
    yield from _next_steps(report)


def _statement(statement: str) -> Iterator[str]:
    indent = _INDENT + "  "
    text = printable(statement) + ";"
    yield from textwrap.wrap(text, WIDTH, initial_indent=_INDENT, subsequent_indent=indent, break_long_words=False)


def _next_steps(report: Report) -> Iterator[str]:
    reproduction = report.reproduction
    if reproduction is not None and reproduction.path is not None:
        yield f"  replay   pgcordon replay {reproduction.id}   (or psql -f {reproduction.path})"
        if not reproduction.confirmed:
            yield "  caution  the script did not show it again when it was replayed"
    yield f"  why      pgcordon explain {report.attack}"


def _vacuous(result: Result, style: Style) -> Iterator[str]:
    reports = [each for each in result.reports if each.verdict is Verdict.VACUOUS]
    if reports:
        yield from _unexercised(reports, style)


def _unexercised(reports: Sequence[Report], style: Style) -> Iterator[str]:
    yield f"{style('warning', Verdict.VACUOUS)}  {count(len(reports), 'cell')} of access.toml not exercised"
    for report in reports:
        text = f"{report.cell}: {report.message}"
        yield from textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")
    yield "  Let the schema make them possible, or accept them: [[accept]] in access.toml."
    yield ""


def _matrix(result: Result, style: Style) -> Iterator[str]:
    faulty = {report.cell for report in result.reports}
    tables = _grouped(cell for cell in result.matrix if cell.command is not Command.EXECUTE)
    width = max((len(cell.actor) for cell in result.matrix), default=0) + 2
    commands = _told_commands(result, faulty)
    if tables:
        yield " " * (width + 2) + "".join(f"{command.lower():>9}" for command in commands)
    for identity, cells in tables.items():
        yield _short(identity)
        for actor in dict.fromkeys(cell.actor for cell in cells):
            words = [_word(result, _find(cells, actor, command), faulty, style) for command in commands]
            yield f"  {actor:<{width}}" + "".join(words)
    yield from _functions(result, faulty, style)
    yield ""


def _told_commands(result: Result, faulty: set[Cell]) -> list[Command]:
    """The columns of the matrix. TRUNCATE is one only where somebody may, or did."""
    truncates = [each for each in result.matrix if each.command is Command.TRUNCATE]
    told = any(each in faulty or result.matrix[each] != "-" for each in truncates)
    return [each for each in _COMMANDS if told or each is not Command.TRUNCATE]


def _functions(result: Result, faulty: set[Cell], style: Style) -> Iterator[str]:
    functions = _grouped(cell for cell in result.matrix if cell.command is Command.EXECUTE)
    for identity, cells in functions.items():
        allowed = [cell.actor for cell in cells if result.matrix[cell] != "-"]
        wrong = [cell.actor for cell in cells if cell in faulty]
        yield _short(identity)
        yield from textwrap.wrap(", ".join(allowed) or "nobody", WIDTH, initial_indent="  ", subsequent_indent="  ")
        if wrong:
            yield "  " + style("error", f"at fault: {', '.join(wrong)}")


def _grouped(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    grouped: dict[str, list[Cell]] = {}
    for cell in cells:
        grouped.setdefault(cell.address.identity, []).append(cell)
    return grouped


def _short(identity: str) -> str:
    return identity.removeprefix("public.")


def _find(cells: list[Cell], actor: str, command: Command) -> Cell | None:
    return next((cell for cell in cells if (cell.actor, cell.command) == (actor, command)), None)


def _word(result: Result, cell: Cell | None, faulty: set[Cell], style: Style) -> str:
    if cell is None:
        return f"{'':>9}"
    wrong = cell in faulty
    word = f"{'!' * wrong + result.matrix[cell]:>9}"
    return style("error", word) if wrong else word


def _not_understood(result: Result, style: Style) -> Iterator[str]:
    if result.not_understood:
        yield style("warning", f"{count(len(result.not_understood), 'statement')} not understood, so not attacked:")
        for line in result.not_understood:
            yield from textwrap.wrap(line, WIDTH, initial_indent="  ", subsequent_indent="    ")
        yield ""


def _summary(result: Result, style: Style) -> str:
    totals = result.verdicts
    found = ", ".join(
        f"{totals[verdict]} {verdict}" for verdict in Verdict if verdict is not Verdict.ENFORCED and totals[verdict]
    )
    verdict = style("error", f"{found}.") if found else style("clean", "Holds.")
    accepted = f", {len(result.accepted)} accepted as they are" if result.accepted else ""
    return (
        f"{verdict} {result.exercised} of {len(result.matrix)} cells exercised{accepted},"
        f" {count(result.attempts, 'attempt')} in {count(result.worlds, 'world')}, {result.seconds:.1f} s."
    )


def _total(results: Sequence[Result], style: Style) -> str:
    wrong = [Path(result.path).name for result in results if not result.holds]
    if not wrong:
        return style("clean", f"All {len(results)} systems hold.")
    return style("error", f"{len(wrong)} of {len(results)} systems do not hold: {', '.join(wrong)}.")
