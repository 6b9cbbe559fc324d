"""A throwaway server, and what is done with it."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from psycopg import Connection

from pgcordon.database.accounts import Account, unprivileged
from pgcordon.database.binaries import Binaries, locate
from pgcordon.database.places import new_folder, no_room
from pgcordon.database.process import PORT, SUPERUSER, Process
from pgcordon.database.templates import Loaded, Templates
from pgcordon.platforms.definition import Platform


class Server:
    """A running server. Leaving the `with` block ends it and removes its folder."""

    def __init__(self, binaries: Binaries, account: Account | None, folder: Path, process: Process) -> None:
        self.binaries = binaries
        self.account = account
        self.folder = folder
        self.roles = Lock()
        """Held while a schema is loaded or prepared. Roles belong to the whole server, and PostgreSQL refuses to change
        one twice at once: `tuple concurrently updated`."""
        self._process = process
        self._templates = Templates(self)

    @classmethod
    def start(cls, binaries: Binaries | None = None) -> Self:
        """Start a server, by default of the PostgreSQL that `locate()` finds.

        Raises NoPostgres or ServerFailed; then nothing is left behind.
        """
        chosen = binaries or locate()
        account = unprivileged()
        folder = new_folder(account)
        process = Process(chosen, folder, account)
        server = cls(chosen, account, folder, process)
        try:
            process.start()
            server._close_the_way_out()
        except BaseException as error:
            server.stop()
            shutil.rmtree(folder, ignore_errors=True)  # there may not have been anyone else to do it
            if isinstance(error, OSError):
                raise no_room(folder.parent, error) from error
            raise
        return server

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the server at once and remove its folder; a second call does nothing."""
        self._process.stop()

    def _close_the_way_out(self) -> None:
        """Keep roles with CREATEROLE from granting themselves the machine's files and programs.

        Up to version 15 they may grant membership in any role that is no superuser. These have no login, so
        being one gives nobody anything. Source: PostgreSQL 16 release notes,
        "Restrict the privileges of CREATEROLE".
        """
        if self.binaries.major < 16:
            with self.connect("template1") as connection:
                connection.execute(
                    "update pg_catalog.pg_authid set rolsuper = true where rolname in"
                    " ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')"
                )

    @property
    def host(self) -> Path:
        """The folder of the socket, as `psql -h` takes it."""
        return self._process.socket_folder

    @property
    def port(self) -> int:
        return PORT

    def connect(
        self, dbname: str = "postgres", user: str = SUPERUSER, *, autocommit: bool = True
    ) -> Connection[tuple[Any, ...]]:
        return self._process.connect(dbname, user, autocommit=autocommit)

    def platform(self, platform: Platform) -> str:
        """The name of a template database that holds the platform; it is loaded once."""
        return self._templates.platform(platform)

    def load(self, platform: Platform, files: Sequence[Path]) -> Loaded:
        """Load the files in order as the platform's owner into a template. Raises LoadError."""
        return self._templates.load(platform, files)
