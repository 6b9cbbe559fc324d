"""Run the script of a violation again, in a fresh copy of its schema."""

from pathlib import Path

import click

from pgcordon.cli._systems import read_systems
from pgcordon.model.errors import CouldNotCheck

_SCRIPTS = Path(".pgcordon")


@click.command("replay")
@click.argument("script", metavar="ID")
@click.option("--postgres", metavar="WHICH", help="embedded, system, a version, or a folder with its programs.")
def command(script: str, postgres: str | None) -> int:
    """Run the script of a violation again, in a fresh copy of its schema.

    ID is what `pgcordon verify` printed, or the path of a script. Exits with 1 where the violation still shows, with
    0 where it no longer does.
    """
    path = _find(script)
    text = path.read_text("utf-8")
    from pgcordon.database.binaries import locate
    from pgcordon.database.server import Server
    from pgcordon.verify.reproduction import SHOWN, run_psql, system_of

    for system in read_systems([system_of(text)]):
        files = [Path(source.path) for source in system.catalog.sources]
        with Server.start(locate(postgres or system.settings.postgres)) as server:
            output = run_psql(server, server.load(system.platform, files), text)
        click.echo(output.rstrip())
        if SHOWN in output:
            return 1
    return 0


def _find(script: str) -> Path:
    for path in (Path(script), _SCRIPTS / f"{script}.sql"):
        if path.is_file():
            return path
    saved = sorted(each.stem for each in _SCRIPTS.glob("*.sql"))
    known = f"there are {', '.join(saved)}" if saved else "`pgcordon verify` writes them"
    raise CouldNotCheck(f"no script {script} in {_SCRIPTS}: {known}")
