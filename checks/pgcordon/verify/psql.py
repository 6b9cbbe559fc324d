"""Texts that psql reads, and running it.

psql takes backslashes and colons outside of quotes for itself, and `\\!` runs a program. Names, values and messages
come from the schema that is judged, so nothing of it reaches psql but inside quotes or as a comment of one line.
"""

import os
import re
import subprocess
from dataclasses import dataclass

from pgcordon.actors.world import literal
from pgcordon.database.server import Server
from pgcordon.database.templates import Loaded
from pgcordon.model.errors import CouldNotCheck

SHOWN = "pgcordon: shown"
"""The last line that a script prints where it shows its fault."""
NOT_SHOWN = "pgcordon: not shown"
_SECONDS = 60
_FOR_PSQL = re.compile(r"\\|--|/\*|(?<!:):(?![:=])")
"""What psql might act on, or what would swallow the semicolon; a cast is none of it."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What psql said. `complete` is false where it gave up, because the script's world could not be built."""

    output: str
    errors: str
    complete: bool

    @property
    def shown(self) -> bool:
        """Whether the script showed its fault: its own last word, not a text that the schema made it print."""
        return self.complete and self.output.rstrip().rpartition("\n")[2] == SHOWN


def comment(text: str) -> str:
    """The text as one line of comment: a line break in it, of whatever kind, would end the comment."""
    return "-- " + "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def statement(sql: str) -> str:
    """Somebody's SQL as psql sends it, unchanged: where psql would act on a part of it, as the value of a query.

    Source: PostgreSQL documentation, psql, "Variables" and `\\gexec`.
    """
    return f"select {literal(sql)} \\gexec" if _FOR_PSQL.search(sql) else f"{sql};"


def last_word(condition: str) -> list[str]:
    """The lines that say whether the condition, an SQL boolean, holds."""
    return [
        "\\set shown false",
        f"select {condition} as shown \\gset",
        "\\if :shown",
        f"\\echo '{SHOWN}'",
        "\\else",
        f"\\echo '{NOT_SHOWN}'",
        "\\endif",
    ]


def run(server: Server, loaded: Loaded, script: str) -> Replayed:
    """Run a script as the owner in a fresh copy. Raises CouldNotCheck where there is no psql or it does not end."""
    program = server.binaries.psql
    if program is None:
        raise CouldNotCheck(
            f"there is no psql beside {server.binaries} in {server.binaries.folder}, nor on the PATH. "
            "Do: install it (Debian: postgresql-client), or use --postgres embedded."
        )
    with loaded.copy() as database:
        try:
            done = subprocess.run(  # noqa: S603 (the server's own psql, no shell)
                [program, "--no-psqlrc", "--quiet"],
                env=_environment(server, loaded.platform.owner, database),
                input=script.encode(),
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise CouldNotCheck(f"psql did not finish the script within {_SECONDS} s") from None
    output, errors = (stream.decode(errors="replace") for stream in (done.stdout, done.stderr))
    return Replayed(output, errors, done.returncode == 0)


def _environment(server: Server, user: str, database: str) -> dict[str, str]:
    """Where to connect, and none of the caller's own PG* and PSQL* variables."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "PSQL"))}
    connection = {"PGHOST": str(server.host), "PGPORT": str(server.port), "PGUSER": user, "PGDATABASE": database}
    return own | connection | {"PGCLIENTENCODING": "UTF8", "LC_ALL": "C"}
