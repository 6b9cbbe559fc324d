"""Lint SQL files, or a database."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from pgcordon.cli._lint_request import STDIN, Request
from pgcordon.cli._linting import Linting, Outcome, together, write_baselines, write_migration
from pgcordon.cli._options import format_option, paths_argument, report_formats
from pgcordon.cli._sections import SectionedCommand
from pgcordon.model import Severity
from pgcordon.report.style import style_for
from pgcordon.settings import FailOn

_SECTIONS = {
    "Which rules": ("selected", "ignored", "severity", "fail_on"),
    "Which findings": ("since", "baseline", "write_baseline"),
    "Fixes": ("fix", "unsafe_fixes", "diff", "fix_as_migration"),
    "Input and output": ("stdin_filename", "dsn", "timeout", "format_name"),
}
_PATH = click.Path(path_type=Path)


def _level(option: str, levels: type[StrEnum], text: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """An option that is one of the values of an enumeration; click itself would go by their names in Python."""
    words = [level.value for level in levels]

    def chosen(_context: click.Context, _parameter: click.Parameter, word: str | None) -> StrEnum | None:
        return None if word is None else levels(word)

    about = f"{text}: {', '.join(words)}."
    return click.option(option, type=click.Choice(words), metavar="LEVEL", callback=chosen, help=about)


@click.command("lint", cls=SectionedCommand, sections=_SECTIONS)
@paths_argument
@click.option("--select", "selected", multiple=True, metavar="RULE", help="Run this rule or family only; repeatable.")
@click.option("--ignore", "ignored", multiple=True, metavar="RULE", help="Leave this rule or family out; repeatable.")
@_level("--severity", Severity, "Show only findings that are this severe or more")
@_level("--fail-on", FailOn, "Exit with 1 if a finding is this severe or more")
@click.option("--since", metavar="REV", help="Report only what changed since the branch left this git revision.")
@click.option("--baseline", type=_PATH, metavar="FILE", help="Leave out the findings that this file lists.")
@click.option("--write-baseline", is_flag=True, help="List all findings in the baseline instead of reporting them.")
@click.option("--fix", is_flag=True, help="Make the safe fixes in the files.")
@click.option("--unsafe-fixes", is_flag=True, help="Make fixes as well that may change who can do what.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; exit with 1 if there is anything.")
@click.option("--fix-as-migration", type=_PATH, metavar="FILE", help="Write the fixes as a new migration; - prints it.")
@click.option("--stdin-filename", type=_PATH, metavar="PATH", help="Which file standard input stands for.")
@click.option("--dsn", metavar="URL", help="Lint this database instead of files; it is only read.")
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), default=30, metavar="SECONDS", show_default=True,
    help="How long a query to it may take.",
)  # fmt: skip
@format_option(*report_formats("lint"))
def command(format_name: str, **options: Any) -> int:
    """Lint SQL files, or a database.

    PATHS are files or folders, or - for standard input. A folder that holds .sql files or access.toml is one schema;
    any other folder stands for the schemas below it. Without PATHS it is `schema`, or else the current folder.
    """
    named = click.get_current_context().get_parameter_source("paths") is ParameterSource.COMMANDLINE
    request = Request(named=named, **options)
    linting = Linting(request)
    with _uncollected():
        outcomes = linting.outcomes()
    if request.write_baseline:
        _say(*write_baselines(outcomes, request))
        return 0
    if request.diff:
        return _show_diff(outcomes)
    result, notes = together(linting, outcomes)
    printed = _written(request, outcomes, notes)
    stream = sys.stdout if printed is None else sys.stderr
    _print(printed or "")
    stream.write(import_module(f"pgcordon.report.lint.as_{format_name}").render(result, style_for(stream)))
    _say(*notes)
    return 1 if result.failing else 0


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage, now or later: all that is read stays, and looking takes a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _written(request: Request, outcomes: list[Outcome], notes: list[str]) -> str | None:
    """Write what was asked for. Returns what goes to standard output instead of the report, None if the report may."""
    if request.fix_as_migration:
        text, said = write_migration(outcomes, request.fix_as_migration)
        notes += said
        return text if request.fix_as_migration == STDIN else None
    if not request.fix:
        return None
    if request.reads_stdin:
        [outcome] = outcomes
        given = outcome.given
        return given.byte_order_mark + next(each.text for each in outcome.mended if each.path == given.only)
    from pgcordon.lint.fixing.writing import write

    write(change for outcome in outcomes for change in outcome.changes)
    return None


def _show_diff(outcomes: list[Outcome]) -> int:
    from pgcordon.lint.fixing.diff import diff

    text = diff(change for outcome in outcomes for change in outcome.changes)
    _print(text)
    _say(*(note for outcome in outcomes for note in outcome.notes))
    return 1 if text else 0


def _print(sql: str) -> None:
    """SQL is UTF-8, whatever the terminal is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(sql.encode())
    sys.stdout.buffer.flush()


def _say(*notes: str) -> None:
    for note in notes:
        click.echo(f"pgcordon: {note}", err=True)
