"""The psql script that shows a fault, and the replay that must confirm it."""

import hashlib
import json
import subprocess
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pgcordon.actors.world import World, literal, seed_statement
from pgcordon.database.server import Server
from pgcordon.database.templates import Loaded
from pgcordon.model.errors import CouldNotCheck
from pgcordon.platforms.definition import Platform
from pgcordon.verify.arena import setups
from pgcordon.verify.verdicts import Cell, Fault, Reproduction

SHOWN = "pgcordon: shown"
_SYSTEM = "-- system: "
_SECONDS = 60


def write_script(system: str, cell: Cell, fault: Fault, world: World, platform: Platform) -> str:
    """A script for psql, run as the owner on a database that holds the schema. It rolls everything back.

    Its last line of output says whether the fault showed.
    """
    attempt = fault.attempt
    settings = platform.session_settings(attempt.person)
    lines = [
        f"-- {fault.verdict} {fault.attempt.attack} on {cell.address}",
        f"-- {fault.message}",
        f"{_SYSTEM}{system}",
        f"-- Run it with psql as {platform.owner}, on a database that holds this schema. Nothing stays.",
        "\\set ON_ERROR_STOP off",
        "\\set ON_ERROR_ROLLBACK on",
        "begin;",
        "",
        "-- The world, with triggers off",
        "set local session_replication_role = replica;",
        *_world(world),
        "set local session_replication_role = origin;",
        "",
        f"-- {attempt.person.label}",
        f"set local role {attempt.person.actor.role};",
        *(f"set local {name} = {literal(value)};" for name, value in settings.items()),
        "",
        f"-- Expected: {fault.expected}. Seen: {fault.got}.",
        f"{attempt.statement};",
        "\\set sqlstate :SQLSTATE",
        "\\set affected :ROW_COUNT",
        "\\set message :LAST_ERROR_MESSAGE",
        "",
        *([] if fault.evidence.instead else ["reset role;"]),
        "\\set shown false",
        f"select {fault.evidence.condition} as shown \\gset",
        "\\if :shown",
        f"\\echo '{SHOWN}'",
        "\\else",
        "\\echo 'pgcordon: not shown'",
        "\\endif",
        "rollback;",
        "",
    ]
    return "\n".join(lines)


def _world(world: World) -> Iterator[str]:
    for table, rows in groupby(world.rows, key=lambda row: row.table):
        yield seed_statement(table, [row.values for row in rows]) + ";"
    for statement in setups(world):
        yield f"{statement};"


def reproduce(server: Server, loaded: Loaded, script: str) -> Reproduction:
    """Replay a script in a fresh copy of the schema."""
    output = run_psql(server, loaded, script)
    return Reproduction(hashlib.sha256(script.encode()).hexdigest()[:8], script, SHOWN in output)


def run_psql(server: Server, loaded: Loaded, script: str) -> str:
    """What psql prints for a script, run as the owner in a fresh copy. Raises CouldNotCheck where psql does not end."""
    with loaded.copy() as database:
        command = [
            str(server.binaries.psql), "--no-psqlrc", "--quiet", "--host", str(server.host), "--port", str(server.port),
            "--username", loaded.platform.owner, "--dbname", database,
        ]  # fmt: skip
        try:
            done = subprocess.run(  # noqa: S603 (the server's own psql, no shell)
                command, input=script, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            raise CouldNotCheck(f"psql did not finish the script within {_SECONDS} s") from None
    return done.stdout + done.stderr


def save(reproduction: Reproduction, folder: Path) -> str:
    """Write the script into the folder; returns its path."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{reproduction.id}.sql"
    path.write_text(reproduction.script, "utf-8")
    return str(path)


def system_of(script: str) -> Path:
    """The system that a saved script was written for. Raises CouldNotCheck if it does not say."""
    for line in script.splitlines():
        if line.startswith(_SYSTEM):
            return Path(line.removeprefix(_SYSTEM))
    raise CouldNotCheck(f"the script names no system: it has no line that starts with {json.dumps(_SYSTEM)}")
