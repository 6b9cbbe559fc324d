"""Load schemas into a throwaway Postgres and attack them as every kind of user."""

import os
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pgcordon.cli._options import format_option, paths_argument, report_formats
from pgcordon.cli._systems import read_systems
from pgcordon.cli._verify_half import require_verify_half
from pgcordon.report.style import style_for

if TYPE_CHECKING:
    from pgcordon.verify.verdicts import Report, Result


@click.command("verify")
@paths_argument
@format_option(*report_formats("verify"))
@click.option(
    "--profile",
    type=click.Choice(["dev", "ci", "deep"]),
    default="dev",
    show_default=True,
    help="How many random worlds to attack in: 5, 25 or 300.",
)
@click.option("--examples", type=click.IntRange(min=0), metavar="N", help="N random worlds, instead of the profile's.")
@click.option(
    "--seed",
    type=int,
    metavar="N",
    default=0,
    show_default=True,
    help="Another seed, other worlds; the same, the same.",
)
@click.option(
    "--postgres",
    metavar="WHICH",
    help="embedded, system, a version such as 16, or a folder with the programs; else what the settings say, else "
    "PGCORDON_POSTGRES, else embedded.",
)
def command(
    paths: tuple[Path, ...], format_name: str, profile: str, examples: int | None, seed: int, postgres: str | None
) -> int:
    """Load schemas into a throwaway Postgres and attack them as every kind of user.

    PATHS are folders that hold SQL files and access.toml, or folders of such folders. Without PATHS it is `schema`,
    or else the current folder. Scripts that replay what was found are written to .pgcordon in the current folder.

    Exits with 0 where everything is as access.toml says, with 1 where something is not, with 2 where that could not
    be found out.
    """
    require_verify_half()
    from pgcordon.cli._verification import verify_all
    from pgcordon.verify.examples import PROFILES
    from pgcordon.verify.reproduction import FOLDER

    scripts = Path(FOLDER)
    _require_writable(scripts)
    chosen = PROFILES[profile]
    effort = replace(chosen, seed=seed, examples=chosen.examples if examples is None else examples)
    results = [_saved(result, scripts) for result in verify_all(list(read_systems(paths)), effort, postgres)]
    report = import_module(f"pgcordon.report.verify.as_{format_name}")
    sys.stdout.write(report.render(results, style_for(sys.stdout)))
    return 0 if all(result.holds for result in results) else 1


def _require_writable(folder: Path) -> None:
    """Better to know it before the work than after."""
    from pgcordon.verify.reproduction import unwritable

    if folder.exists() and not folder.is_dir():
        raise unwritable(folder, "not a folder")
    if not os.access(folder if folder.exists() else Path(), os.W_OK):
        raise unwritable(folder, "not writable")


def _saved(result: "Result", folder: Path) -> "Result":
    return replace(result, reports=tuple(_with_path(report, folder) for report in result.reports))


def _with_path(report: "Report", folder: Path) -> "Report":
    from pgcordon.verify.reproduction import save

    if report.reproduction is None:
        return report
    return replace(report, reproduction=replace(report.reproduction, path=save(report.reproduction, folder)))
