"""A throwaway server, a schema loaded into it, and sessions that leave nothing behind."""

from pgcordon.database.binaries import Binaries, NoPostgres, locate
from pgcordon.database.extensions import best_for
from pgcordon.database.load import LoadError
from pgcordon.database.process import ServerFailed
from pgcordon.database.server import Server
from pgcordon.database.sessions import acting
from pgcordon.database.sqlstate import Refusal, meaning
from pgcordon.database.templates import Loaded

__all__ = [
    "Binaries",
    "LoadError",
    "Loaded",
    "NoPostgres",
    "Refusal",
    "Server",
    "ServerFailed",
    "acting",
    "best_for",
    "locate",
    "meaning",
]
