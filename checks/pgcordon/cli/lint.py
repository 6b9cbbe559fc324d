"""Lint SQL files, without a database."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import click

from pgcordon.cli._options import format_option, paths_argument, report_formats
from pgcordon.cli._systems import read_systems
from pgcordon.lint import LintResult, lint
from pgcordon.model.errors import CouldNotCheck
from pgcordon.report.style import style_for
from pgcordon.settings import Settings
from pgcordon.settings.names import NoSuchRule, rules_named


@click.command("lint")
@paths_argument
@format_option(*report_formats("lint"))
@click.option("--select", "selected", multiple=True, metavar="RULE", help="Run this rule only; may be repeated.")
@click.option("--ignore", "ignored", multiple=True, metavar="RULE", help="Leave this rule out; may be repeated.")
def command(paths: tuple[Path, ...], format_name: str, selected: tuple[str, ...], ignored: tuple[str, ...]) -> int:
    """Lint SQL files, without a database.

    PATHS are files or folders. A folder that holds .sql files or access.toml is one schema; any other folder stands
    for the schemas below it. Without PATHS it is `schema`, or else the current folder.
    """
    result = LintResult.together(
        lint(system.catalog, _narrowed(system.settings, selected, ignored)) for system in read_systems(paths)
    )
    report = import_module(f"pgcordon.report.lint.as_{format_name}")
    sys.stdout.write(report.render(result, style_for(sys.stdout)))
    return 1 if result.findings else 0


def _narrowed(settings: Settings, selected: Iterable[str], ignored: Iterable[str]) -> Settings:
    """The settings as the command line changes them: it selects instead of the file, and ignores beside it."""
    try:
        selected, ignored = rules_named(selected), rules_named(ignored)
    except NoSuchRule as error:
        raise CouldNotCheck(str(error)) from None
    return replace(settings, select=selected or settings.select, ignore=settings.ignore | ignored)
