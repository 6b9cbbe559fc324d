"""The catalog from files is held against that of a server that ran them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from introspect.comparing import differences
from pgcordon import introspect
from pgcordon.database import Server
from pgcordon.model import Catalog
from pgcordon.parse import load
from pgcordon.systems import System

ROOT = Path(__file__).parents[2]
DEFINITIONS = ROOT / "tests/parse/differential.sql"
SYSTEMS = sorted(path.name for path in (ROOT / "schema").iterdir() if path.is_dir())


def dsn(server: Server, database: str, user: str) -> str:
    return f"host={server.host} port={server.port} user={user} dbname={database}"


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_systems_catalog_is_that_of_its_files(server: Server, base: Catalog, name: str) -> None:
    system = System.read(ROOT / "schema" / name)
    with server.load(system.platform, system.files).copy() as database:
        found = introspect.load(dsn(server, database, system.platform.owner), base)
    assert "\n".join(differences(system.catalog, found)) == ""


@pytest.fixture
def defined(server: Server) -> Iterator[str]:
    """A database in which the definitions ran."""
    name = "introspected"
    with server.connect() as maintenance:
        maintenance.execute(f"create database {name}".encode())
    with server.connect(name) as session:
        for statement in load([DEFINITIONS]).statements:
            session.execute(statement.span.text.encode())
    yield name
    with server.connect() as maintenance:
        maintenance.execute(f"drop database {name} with (force)".encode())


def test_every_kind_of_definition_makes_the_same_catalog(server: Server, defined: str) -> None:
    found = introspect.load(dsn(server, defined, "pgcordon"))
    ours = load([DEFINITIONS])
    assert (
        "\n".join(line for line in differences(ours, found) if not line.startswith(("roles ", "extensions plpgsql")))
        == ""
    )
