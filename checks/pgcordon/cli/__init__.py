"""The command line: one command per module, imported only when it is called.

A module of this package that does not begin with an underscore is a command: its name with dashes for underscores,
its docstring's first line for `pgcordon --help`, its click command in `command`. The command's return value is the
exit status: 0 clean, 1 findings, 2 could not check.
"""

import io
import os
import sys
from collections.abc import Sequence

import click

from pgcordon import __version__
from pgcordon.cli._group import CommandPackage
from pgcordon.model.errors import CouldNotCheck

COULD_NOT_CHECK = 2
INTERRUPTED = 130


@click.group(cls=CommandPackage, folder=__path__[0], package=__name__)
@click.version_option(__version__, prog_name="pgcordon")
def pgcordon() -> None:
    """Hold a Postgres schema to what its authors intended."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 clean, 1 findings, 2 could not check, 130 after Ctrl-C."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a source line may not fit the terminal's encoding
    try:
        status = pgcordon.main(arguments, prog_name="pgcordon", standalone_mode=False) or 0
        _flush()
        return status
    except CouldNotCheck as error:
        click.echo(f"pgcordon: {error}", err=True)
    except click.Abort:
        click.echo("pgcordon: interrupted", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
    except Exception:  # noqa: BLE001 (Python would exit with 1, which says that there are findings)
        import traceback

        traceback.print_exc()
        click.echo("pgcordon: this is a fault of pgcordon; nothing was judged", err=True)
    return COULD_NOT_CHECK


def _flush() -> None:
    """Write what is left. Who reads may be gone, as `head` is after its line, and wants no error about it.

    Source: Python documentation, `signal`, "Note on SIGPIPE".
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
