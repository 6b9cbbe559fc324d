"""Load schemas into a throwaway Postgres and attack them as every kind of user."""

import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pgcordon.cli._options import format_option, paths_argument, report_formats
from pgcordon.cli._systems import read_systems
from pgcordon.model.errors import CouldNotCheck
from pgcordon.report.style import style_for

if TYPE_CHECKING:
    from pgcordon.verify.verdicts import Report, Result

_SCRIPTS = Path(".pgcordon")


@click.command("verify")
@paths_argument
@format_option(*report_formats("verify"))
@click.option("--profile", type=click.Choice(["dev", "ci", "deep"]), default="dev", show_default=True,
              help="How many random worlds: 5, 25 or 300.")  # fmt: skip
@click.option("--examples", type=click.IntRange(min=0), help="How many random worlds, instead of the profile's.")
@click.option("--seed", type=int, default=0, show_default=True, help="Draw other random worlds.")
@click.option("--postgres", metavar="WHICH", help="embedded, system, a version, or a folder with its programs.")
def command(
    paths: tuple[Path, ...], format_name: str, profile: str, examples: int | None, seed: int, postgres: str | None
) -> int:
    """Load schemas into a throwaway Postgres and attack them as every kind of user.

    PATHS are folders that hold SQL files and access.toml, or folders of such folders. Without PATHS it is `schema`,
    or else the current folder. Scripts that replay what was found are written to .pgcordon in the current folder.
    """
    _require_verify_half()
    from pgcordon.verify.examples import PROFILES

    chosen = PROFILES[profile]
    effort = replace(chosen, seed=seed, examples=chosen.examples if examples is None else examples)
    from pgcordon.cli._verification import verify_all

    results = [_saved(result) for result in verify_all(list(read_systems(paths)), effort, postgres)]
    report = import_module(f"pgcordon.report.verify.as_{format_name}")
    sys.stdout.write(report.render(results, style_for(sys.stdout)))
    return 0 if all(result.holds for result in results) else 1


def _require_verify_half() -> None:
    try:
        import hypothesis
        import psycopg  # noqa: F401 (only whether it is there)
    except ImportError as missing:
        advice = "pip install 'pgcordon[verify]'"
        raise CouldNotCheck(f"verify needs {missing.name}, which is not installed: {advice}") from None


def _saved(result: "Result") -> "Result":
    return replace(result, reports=tuple(map(_with_path, result.reports)))


def _with_path(report: "Report") -> "Report":
    from pgcordon.verify.reproduction import save

    if report.reproduction is None:
        return report
    return replace(report, reproduction=replace(report.reproduction, path=save(report.reproduction, _SCRIPTS)))
