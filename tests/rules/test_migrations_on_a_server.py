"""What the rules about migrations say of PostgreSQL, held against PostgreSQL.

Each file runs as one query, as programs that run migrations send it, and so in one transaction unless it is a single
statement.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import Connection
from psycopg.rows import TupleRow

from pgcordon.database import Server
from pgcordon.model import Source
from pgcordon.parse import load_sources
from pgcordon.platforms.definition import Platform
from pgcordon.rules import all_rules

MIGRATIONS = sorted(name for name, rule in all_rules().items() if rule.family == "migrations")
REFUSED = {"concurrently-in-transaction": "25001", "enum-value-used-at-once": "55P04"}
"""The examples that PostgreSQL refuses, each with its SQLSTATE."""

TABLE = """
create domain public.word as text;
create domain public.filled as text check (value <> '');
create table public.note (
  id uuid primary key, a varchar(10), b text, c cidr, d public.word, e numeric(10, 2), f timestamptz(3), g varbit(3),
  h varchar(10)[], i int, j char(3), k public.filled, l varchar
);
"""


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.sql"
    path.touch()
    return path


@contextmanager
def database(server: Server, platform: Platform, empty: Path) -> Iterator[Connection[TupleRow]]:
    """A database of its own, in autocommit mode, so that nothing encloses what a file does."""
    with (
        server.load(platform, [empty]).copy() as name,
        server.connect(name, user=platform.owner) as connection,
    ):
        connection.autocommit = True
        yield connection


@pytest.mark.parametrize("rule_name", MIGRATIONS)
def test_the_advice_runs_file_by_file(server: Server, supabase: Platform, empty: Path, rule_name: str) -> None:
    with database(server, supabase, empty) as connection:
        for block in all_rules()[rule_name].documentation.advice:
            connection.execute(block.encode())


@pytest.mark.parametrize("rule_name", MIGRATIONS)
def test_the_example_runs_unless_the_rule_says_that_it_cannot(
    server: Server, supabase: Platform, empty: Path, rule_name: str
) -> None:
    *before, last = all_rules()[rule_name].documentation.example
    with database(server, supabase, empty) as connection:
        for block in before:
            connection.execute(block.encode())
        try:
            connection.execute(last.encode())
        except psycopg.Error as error:
            assert error.sqlstate == REFUSED[rule_name]
        else:
            assert rule_name not in REFUSED


def found(rule_name: str, statement: str) -> bool:
    sources = [Source("1.sql", TABLE), Source("2.sql", statement)]
    return bool(list(all_rules()[rule_name].flaws(load_sources(sources))))


def rewrites(server: Server, supabase: Platform, empty: Path, statement: str) -> bool:
    """Whether a statement gives the table other storage."""
    asked = b"select pg_relation_filenode('public.note')"
    with database(server, supabase, empty) as connection:
        connection.execute(TABLE.encode())
        before = connection.execute(asked).fetchone()
        connection.execute(statement.encode())
        return before != connection.execute(asked).fetchone()


@pytest.mark.parametrize(
    "change",
    [
        "a type varchar(20)",
        "a type varchar(5)",
        "a type text",
        "b type varchar",
        "b type public.word",
        "c type inet",
        "d type text",
        "e type numeric(12, 2)",
        "e type numeric",
        "e type numeric(12, 3)",
        "f type timestamptz(6)",
        "f type timestamptz",
        "g type varbit(5)",
        "h type text[]",
        "h type varchar[]",
        "i type bigint",
        "j type text",
        "k type text",
        "b type public.filled",
        "l type text",
    ],
)
def test_type_changes_that_rewrite_the_table(server: Server, supabase: Platform, empty: Path, change: str) -> None:
    statement = f"alter table public.note alter column {change};"
    assert found("column-type-change", statement) == rewrites(server, supabase, empty, statement)


@pytest.mark.parametrize(
    "column",
    [
        "uuid default gen_random_uuid()",
        "timestamptz default now()",
        "timestamptz default clock_timestamp()",
        "text default 'x' not null",
        "bigserial",
        "int generated always as identity",
        "text generated always as (b || 'x') stored",
        "double precision default random()",
        "date default current_date",
        "text default md5('x')",
    ],
)
def test_columns_whose_values_rewrite_the_table(server: Server, supabase: Platform, empty: Path, column: str) -> None:
    statement = f"alter table public.note add column z {column};"
    assert found("volatile-default-rewrite", statement) == rewrites(server, supabase, empty, statement)
