"""Blocks are followed to what a server makes of them, and conditions come to what a server answers."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection

from introspect.comparing import differences
from introspect.loading import Project
from pgcordon.database import Server
from pgcordon.model import Catalog
from pgcordon.parse import load_text
from pgcordon.parse.do_blocks.block_text import value_of
from pgcordon.parse.do_blocks.evaluation import Evaluator
from pgcordon.parse.do_blocks.values import Undecided
from pgcordon.parse.replay import Replay
from pgcordon.platforms.definition import Platform
from pgcordon.systems import platform_catalog

_SETUP, *_PIECES = re.split(r"(?m)^-- case: ", Path(__file__).with_name("do_blocks.sql").read_text())
CASES = dict(piece.split("\n", 1) for piece in _PIECES)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One for these tests alone: roles belong to a whole server, and other tests make some."""
    with Server.start() as server:
        yield server


@pytest.fixture(scope="module")
def base() -> Catalog:
    return platform_catalog("supabase")


@pytest.fixture(scope="module")
def project(server: Server, supabase: Platform, base: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Project:
    empty = tmp_path_factory.mktemp("schema") / "empty.sql"
    empty.touch()
    return Project(server, server.load(supabase, [empty]), base)


@pytest.mark.parametrize("title", CASES)
def test_a_block_makes_what_the_server_makes(project: Project, title: str) -> None:
    both = project.load(_SETUP, CASES[title])
    assert both.refused == ()
    assert [each.reason for each in both.files.opaque] == []
    assert "\n".join(differences(both.files, both.server)) == ""


CONDITIONS = Path(__file__).with_name("do_block_conditions.txt").read_text().splitlines()
"""Conditions that blocks ask, all of which the replay can answer."""
DEPENDS = {
    "exists (select from public.note)": "rows of public.note",
    "exists (select from note n join pg_class c on c.relname = n.title)": "rows of public.note",
    "exists (select from pg_depend)": "rows of pg_catalog.pg_depend",
    "exists (select from pg_policies where qual = 'true')": "pg_policies.qual",
    "exists (select from pg_class where relname = 'note' and reltuples > 0)": "column reltuples",
    "current_setting('server_version_num')::int > 1": "current_setting()",
    "(select count(*) from public.note) = 0": "rows of public.note",
    "add(1, '') = ''": "add()",
    "'b' > 'a'": "a comparison with >",
    "'nothing'::regclass is null": "nothing, which no file creates",
}


@pytest.fixture(scope="module")
def evaluator(base: Catalog) -> Evaluator:
    return Evaluator(Replay(load_text(_SETUP, base=base)))


@pytest.fixture(scope="module")
def answers(server: Server, project: Project) -> Iterator[Connection[Any]]:
    with server.connect(project.empty.template) as connection, connection.transaction(force_rollback=True):
        connection.execute(_SETUP.encode())
        yield connection


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_comes_to_what_the_server_answers(
    evaluator: Evaluator, answers: Connection[Any], condition: str
) -> None:
    with answers.transaction(force_rollback=True):
        row = answers.execute(b"select " + condition.encode()).fetchone()
    assert row is not None
    assert (evaluator.value(value_of(condition)),) == row


@pytest.mark.parametrize(("condition", "reason"), DEPENDS.items())
def test_a_condition_that_depends_on_more_says_on_what(evaluator: Evaluator, condition: str, reason: str) -> None:
    assert evaluator.value(value_of(condition)) == Undecided(reason)
