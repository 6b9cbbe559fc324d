"""Whether a server can be had here, and what it brings: the facts behind `pgcordon doctor`."""

import time
from dataclasses import dataclass
from pathlib import Path

from pgcordon.database.binaries import Binaries, locate
from pgcordon.database.server import Server
from pgcordon.model.errors import CouldNotCheck

OFTEN_WANTED = frozenset(
    {"btree_gin", "btree_gist", "citext", "hstore", "ltree", "pg_trgm", "pgmq", "postgis", "unaccent", "vector"}
)
"""Extensions that schemas often create and that have no stand-in."""


@dataclass(frozen=True, slots=True)
class Health:
    """What was found by starting a server. `problem` is why there is none, else None."""

    binaries: Binaries | None = None
    problem: str | None = None
    seconds: float = 0.0
    """From nothing to the first answer."""
    user: str | None = None
    """The user of the machine that the server drops to; None where it runs as who asks."""
    place: Path | None = None
    """The folder that the server's own folder was made in."""
    extensions: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        return self.problem is None

    @property
    def missing(self) -> tuple[str, ...]:
        """Extensions often wanted that a schema cannot create here."""
        return tuple(sorted(OFTEN_WANTED.difference(self.extensions, self.stand_ins)))


def examine(request: str | None = None) -> Health:
    """Start the server that `request` asks for (see `locate`), look at it, and end it."""
    try:
        binaries = locate(request)
    except CouldNotCheck as error:
        return Health(problem=str(error))
    started = time.monotonic()
    try:
        with Server.start(binaries) as server:
            return _examined(server, time.monotonic() - started)
    except CouldNotCheck as error:
        return Health(binaries, problem=str(error))


def _examined(server: Server, seconds: float) -> Health:
    with server.connect() as connection:
        rows = connection.execute(
            "select name, comment from pg_catalog.pg_available_extensions order by name"
        ).fetchall()
    stand_ins = tuple(name for name, comment in rows if comment and comment.startswith("pgcordon stand-in"))
    return Health(
        binaries=server.binaries,
        seconds=seconds,
        user=server.account.name if server.account else None,
        place=server.folder.parent,
        extensions=tuple(name for name, _ in rows if name not in stand_ins),
        stand_ins=stand_ins,
    )
