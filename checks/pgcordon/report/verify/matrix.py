"""The access matrix: what access.toml says, and where the schema does otherwise."""

from collections.abc import Iterable, Iterator, Mapping

from pgcordon.model import Command
from pgcordon.report.excerpt import WIDTH, columns, printable, shortened
from pgcordon.report.style import Style
from pgcordon.report.wrap import wrap
from pgcordon.verify.verdicts import Cell, Result, Verdict

_COMMANDS = (Command.SELECT, Command.INSERT, Command.UPDATE, Command.DELETE, Command.TRUNCATE)
_COLUMN = 9
_FAULTY, _IDLE = "!", "?"
_ROLES = {_FAULTY: "error", _IDLE: "warning", "": ""}
_LEGEND = {_FAULTY: "the schema does otherwise", _IDLE: "not exercised"}


def matrix(result: Result, style: Style) -> Iterator[str]:
    """The lines to print. A cell with `!` is not as it says, one with `?` was not exercised."""
    if not result.matrix:
        yield style("warning", "Nothing was attacked: clients reach no table and no function of this schema.")
        yield ""
        return
    marks = _marks(result)
    faulty = {cell for cell, mark in marks.items() if mark == _FAULTY}
    tables = _grouped(cell for cell in result.matrix if cell.command is not Command.EXECUTE)
    commands = _told_commands(result, faulty)
    width = _actor_width(result, len(commands))
    legend = ", ".join(f"{mark} {meaning}" for mark, meaning in _LEGEND.items() if mark in marks.values())
    yield "access.toml says" + (f" ({legend})" if legend else "")
    if tables:
        yield " " * (width + 4) + "".join(f"{command.lower():>{_COLUMN}}" for command in commands).rstrip()
    for identity, cells in tables.items():
        yield shortened(printable(identity.removeprefix("public.")), WIDTH)
        for actor in dict.fromkeys(cell.actor for cell in cells):
            words = "".join(_word(result, _find(cells, actor, command), marks, style) for command in commands)
            yield f"  {_padded(actor, width)}  {words}".rstrip()
    yield from _functions(result, marks, style)
    yield ""


def _marks(result: Result) -> dict[Cell, str]:
    """A faulty cell may be idle in another way too: the fault is what matters."""
    marks = dict.fromkeys(result.vacuous, _IDLE)
    return marks | {each.cell: _FAULTY for each in result.reports if each.verdict is not Verdict.VACUOUS}


def _actor_width(result: Result, commands: int) -> int:
    widest = max(columns(printable(cell.actor)) for cell in result.matrix)
    return min(widest, WIDTH - 4 - commands * _COLUMN)


def _padded(actor: str, width: int) -> str:
    text = shortened(printable(actor), width)
    return text + " " * (width - columns(text))


def _told_commands(result: Result, faulty: set[Cell]) -> list[Command]:
    """The columns of the matrix. TRUNCATE is one only where somebody may, or did."""
    truncates = [each for each in result.matrix if each.command is Command.TRUNCATE]
    told = any(each in faulty or result.matrix[each] != "-" for each in truncates)
    return [each for each in _COMMANDS if told or each is not Command.TRUNCATE]


def _functions(result: Result, marks: Mapping[Cell, str], style: Style) -> Iterator[str]:
    functions = _grouped(cell for cell in result.matrix if cell.command is Command.EXECUTE)
    for identity, cells in functions.items():
        allowed = [cell.actor for cell in cells if result.matrix[cell] != "-"]
        yield from wrap(identity.removeprefix("public."), "", "    ")
        yield from wrap(f"execute: {', '.join(allowed) or 'nobody'}", "  ", "    ")
        for mark in _LEGEND:
            marked = [cell.actor for cell in cells if marks.get(cell) == mark]
            if marked:
                yield from (style(_ROLES[mark], line) for line in wrap(f"{mark} {', '.join(marked)}", "  ", "    "))


def _grouped(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    grouped: dict[str, list[Cell]] = {}
    for cell in cells:
        grouped.setdefault(cell.address.identity, []).append(cell)
    return grouped


def _find(cells: list[Cell], actor: str, command: Command) -> Cell | None:
    return next((cell for cell in cells if (cell.actor, cell.command) == (actor, command)), None)


def _word(result: Result, cell: Cell | None, marks: Mapping[Cell, str], style: Style) -> str:
    if cell is None:
        return " " * _COLUMN
    mark = marks.get(cell, "")
    return style(_ROLES[mark], f"{mark + result.matrix[cell]:>{_COLUMN}}")
