"""Template databases: a platform and a schema are loaded once, and copied for every use."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, LiteralString

from psycopg import sql
from psycopg.errors import DiskFull

from pgcordon.database.load import load_files, load_platform
from pgcordon.database.places import NoRoom

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from pgcordon.database.server import Server
    from pgcordon.platforms.definition import Platform


@dataclass(frozen=True, slots=True)
class Loaded:
    """A schema inside a template database."""

    template: str
    platform: Platform
    seconds: float
    statements: int
    stand_ins: tuple[str, ...]
    """Extensions of the schema that our stand-ins replace."""
    _templates: Templates = field(repr=False)

    def copy(self) -> AbstractContextManager[str]:
        """The name of a fresh copy, which is dropped afterwards."""
        return self._templates.copy(self.template, self.platform)


class Templates:
    """The template databases of one server."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._lock = RLock()
        self._platforms: dict[tuple[Path, ...], str] = {}

    def platform(self, platform: Platform) -> str:
        with self._lock:
            if platform.files not in self._platforms:
                self._platforms[platform.files] = self._load_platform(platform)
            return self._platforms[platform.files]

    def _load_platform(self, platform: Platform) -> str:
        name = self._create("template1", "platform")
        with self._server.connect(name) as connection:
            load_platform(connection, platform)
        self._own(name, platform)
        return name

    def load(self, platform: Platform, files: Sequence[Path]) -> Loaded:
        started = time.monotonic()
        name = self._create(self.platform(platform), "schema")
        try:
            self._own(name, platform)
            with self._server.connect(name, user=platform.owner) as connection:
                result = load_files(connection, files)
        except BaseException:
            self._drop(name)
            raise
        return Loaded(name, platform, time.monotonic() - started, result.statements, result.stand_ins, self)

    @contextmanager
    def copy(self, template: str, platform: Platform) -> Iterator[str]:
        name = self._create(template, "copy")
        try:
            self._own(name, platform)
            yield name
        finally:
            self._drop(name)

    def _drop(self, name: str) -> None:
        self._run("drop database {} with (force)", name)

    def _create(self, template: str, purpose: str) -> str:
        name = _new_name(purpose)
        self._run("create database {} template {} strategy file_copy", name, template)
        return name

    def _own(self, database: str, platform: Platform) -> None:
        """Give the database to the platform's owner: the owner of a database is not copied with it."""
        self._run("alter database {} owner to {}", database, platform.owner)

    def _run(self, statement: LiteralString, *names: str) -> None:
        with self._server.connect() as admin:
            try:
                admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
            except DiskFull as error:
                raise NoRoom(f"{self._server.folder}: {error}. Do: point TMPDIR at a folder with more room.") from error


def _new_name(purpose: str) -> str:
    return f"{purpose}_{secrets.token_hex(6)}"
