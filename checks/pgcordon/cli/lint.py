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
from pgcordon.rules import all_rules
from pgcordon.settings import Settings
from pgcordon.settings.errors import no_such_rule


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
    _refuse_unknown((*selected, *ignored))
    result = LintResult.together(
        lint(system.catalog, _narrowed(system.settings, selected, ignored)) for system in read_systems(paths)
    )
    report = import_module(f"pgcordon.report.lint.as_{format_name}")
    sys.stdout.write(report.render(result, style_for(sys.stdout)))
    return 1 if result.findings else 0


def _refuse_unknown(names: Iterable[str]) -> None:
    for name in names:
        if name not in all_rules():
            raise CouldNotCheck(no_such_rule(name, all_rules()))


def _narrowed(settings: Settings, selected: Iterable[str], ignored: Iterable[str]) -> Settings:
    """The settings as the command line changes them: it selects instead of the file, and ignores beside it."""
    return replace(settings, select=frozenset(selected) or settings.select, ignore=settings.ignore | frozenset(ignored))
