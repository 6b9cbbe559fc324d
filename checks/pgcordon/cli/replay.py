"""Run the script of a violation again, in a fresh copy of its schema."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pgcordon.cli._systems import read_systems
from pgcordon.cli._verify_half import require_verify_half
from pgcordon.model.errors import CouldNotCheck
from pgcordon.report.style import style_for

if TYPE_CHECKING:
    from pgcordon.verify.psql import Replayed


@click.command("replay")
@click.argument("script", metavar="ID")
@click.option(
    "--postgres",
    metavar="WHICH",
    help="embedded, system, a version such as 16, or a folder with the programs; else what the settings say, else "
    "PGCORDON_POSTGRES, else embedded.",
)
def command(script: str, postgres: str | None) -> int:
    """Run the script of a violation again, in a fresh copy of its schema.

    ID is what `pgcordon verify` printed, or the path of a script.

    Exits with 1 where the violation still shows, with 0 where it no longer does, with 2 where that could not be found
    out.
    """
    require_verify_half()
    from pgcordon.report.verify.replayed import render
    from pgcordon.verify.reproduction import FOLDER, system_of

    path = _find(script, Path(FOLDER))
    text = _read(path)
    system = _system_folder(path, system_of(text))
    replayed = _replay(system, text, postgres)
    if not replayed.complete:
        raise CouldNotCheck(
            f"{path}: the rows that it needs no longer fit the schema in {system}: {_first_error(replayed.errors)}. "
            f"Do: run `pgcordon verify {system}`, which looks for the violation anew."
        )
    sys.stdout.write(render(text, replayed, style_for(sys.stdout)))
    return 1 if replayed.shown else 0


def _find(script: str, folder: Path) -> Path:
    for path in (folder / f"{script}.sql", Path(script)):
        if path.is_file():
            return path
    saved = sorted(each.stem for each in folder.glob("*.sql"))
    known = f"there are {', '.join(saved)}" if saved else "`pgcordon verify` writes them there"
    raise CouldNotCheck(f"no script {script} in {folder}: {known}")


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise CouldNotCheck(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CouldNotCheck(f"{path}: byte {error.start} is not UTF-8, so pgcordon did not write it") from error


def _system_folder(script: Path, system: str) -> Path:
    """The system, as seen from here or else from the folder that the script's own folder lies in."""
    for base in (Path(), script.resolve().parent.parent):
        if (base / system).exists():
            return base / system
    raise CouldNotCheck(
        f"{script}: its system {system} is not here. Do: start pgcordon in the folder where `pgcordon verify` ran."
    )


def _replay(folder: Path, script: str, postgres: str | None) -> "Replayed":
    from pgcordon.cli._servers import postgres_for, servers
    from pgcordon.verify import psql

    (system,) = read_systems([folder])
    with servers() as running:
        server = running.on(postgres_for(system, postgres))
        return psql.run(server, server.load(system.platform, system.files), script)


def _first_error(errors: str) -> str:
    lines = (line.partition("ERROR:")[2].strip() for line in errors.splitlines() if "ERROR:" in line)
    return next(lines, errors.strip() or "psql gives no reason")
