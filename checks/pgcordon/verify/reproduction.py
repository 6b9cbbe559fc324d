"""The psql script that shows a fault, and the replay that must confirm it."""

import hashlib
import json
import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pgcordon.actors.world import World, literal, seed_statement
from pgcordon.database.server import Server
from pgcordon.database.templates import Loaded
from pgcordon.model import quote_identifier
from pgcordon.model.errors import CouldNotCheck
from pgcordon.platforms.definition import Platform
from pgcordon.verify import psql
from pgcordon.verify.arena import setups
from pgcordon.verify.verdicts import Cell, Fault, Reproduction

FOLDER = ".pgcordon"
"""Where scripts are kept, below the folder that pgcordon is started in."""
SYSTEM = "-- system: "
"""How the line begins that says which system a script was written for."""


def write_script(system: str, cell: Cell, fault: Fault, world: World, platform: Platform) -> str:
    """A script for psql, run as the owner on a database that holds the schema. It rolls everything back.

    The first two lines say which fault of which system it is. The last line of its output says whether it showed.
    Where the world cannot be built psql stops with an error: that nothing shows then would say nothing.
    """
    attempt = fault.attempt
    settings = platform.session_settings(attempt.person)
    lines = [
        psql.comment(f"{fault.verdict} {fault.attack} by {cell.actor} on {cell.address} ({cell.command})"),
        psql.comment(f"system: {os.path.relpath(system)}"),
        psql.comment(fault.message),
        psql.comment(f"expected: {fault.expected}; got: {fault.got}"),
        f"-- Run it with psql as {platform.owner}, on a database that holds this schema. Nothing stays.",
        "\\encoding UTF8",
        "\\set ON_ERROR_STOP on",
        "begin;",
        "",
        "-- The world, with triggers off",
        "set local session_replication_role = replica;",
        *_world(world),
        "set local session_replication_role = origin;",
        "",
        psql.comment(attempt.person.label),
        f"set local role {quote_identifier(attempt.person.actor.role)};",
        *(f"set local {name} = {literal(value)};" for name, value in settings.items()),
        "\\set ON_ERROR_STOP off",
        "\\set ON_ERROR_ROLLBACK on",
        "",
        f"{attempt.statement};",
        "\\encoding UTF8",  # what ran may have chosen one in which psql reads quotes otherwise
        "\\set sqlstate :SQLSTATE",
        "\\set affected :ROW_COUNT",
        "\\set message :LAST_ERROR_MESSAGE",
        "",
        *([] if fault.evidence.instead else ["reset role;"]),
        *psql.last_word(fault.evidence.condition),
        "rollback;",
        "",
    ]
    return "\n".join(lines)


def _world(world: World) -> Iterator[str]:
    for table, rows in groupby(world.rows, key=lambda row: row.table):
        # As in the arena: the schema itself may have made a row of the platform's, such as a storage bucket.
        yield seed_statement(table, [row.values for row in rows]) + " on conflict do nothing;"
    yield from map(psql.statement, setups(world))


def reproduce(server: Server, loaded: Loaded, script: str) -> Reproduction:
    """Replay a script in a fresh copy of the schema. The same fault has the same id, in whatever world it shows."""
    fault = "\n".join(script.splitlines()[:2])
    return Reproduction(
        id=hashlib.sha256(fault.encode()).hexdigest()[:8],
        script=script,
        confirmed=psql.run(server, loaded, script).shown,
    )


def save(reproduction: Reproduction, folder: Path) -> str:
    """Write the script into the folder; returns its path. Raises CouldNotCheck where it cannot be written."""
    path = folder / f"{reproduction.id}.sql"
    try:
        folder.mkdir(exist_ok=True)
        path.write_bytes(reproduction.script.encode())
    except OSError as error:
        raise unwritable(folder, error.strerror or "not writable") from error
    return str(path)


def unwritable(folder: Path, reason: str) -> CouldNotCheck:
    """The error for a folder that scripts cannot be saved in."""
    return CouldNotCheck(
        f"{folder}: {reason}. The scripts that replay what was found are kept in this folder. "
        "Do: make it one that can be written, or start pgcordon elsewhere."
    )


def system_of(script: str) -> str:
    """The path of the system that a saved script was written for, as seen from the folder that pgcordon ran in.

    Raises CouldNotCheck if the script does not say.
    """
    for line in script.splitlines():
        if line.startswith(SYSTEM):
            return line.removeprefix(SYSTEM)
    raise CouldNotCheck(f"the script names no system: it has no line that starts with {json.dumps(SYSTEM)}")
