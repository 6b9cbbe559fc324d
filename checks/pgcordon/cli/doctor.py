"""Say which Postgres runs here, whether it starts, and what is missing."""

import sys
from importlib import import_module
from importlib.util import find_spec

import click

from pgcordon.cli._options import format_option, report_formats
from pgcordon.model.errors import CouldNotCheck
from pgcordon.report.style import style_for

_NEEDED = ("psycopg", "testing")


@click.command("doctor")
@format_option(*report_formats("doctor"))
@click.option(
    "--postgres",
    metavar="WHICH",
    help="embedded, system, a version or a folder; else PGCORDON_POSTGRES, else embedded.",
)
def command(format_name: str, postgres: str | None) -> int:
    """Say which Postgres runs here, whether it starts, and what is missing. Exit 0 if it is usable, else 2."""
    absent = [name for name in _NEEDED if find_spec(name) is None]
    if absent:
        raise CouldNotCheck(
            f"only the linter is installed here: {', '.join(absent)} cannot be imported. "
            "Do: pip install 'pgcordon[verify]'."
        )
    health = import_module("pgcordon.database.health").examine(postgres)
    report = import_module(f"pgcordon.report.doctor.as_{format_name}")
    sys.stdout.write(report.render(health, style_for(sys.stdout)))
    return 0 if health.usable else 2
