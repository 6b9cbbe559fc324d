"""What the document keeps in comments: the preparation for phase 3, and sample data for local development."""

from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection, errors

from pgcordon.lint import lint
from pgcordon.systems import System
from vromm.learners import SCHEMA, only_value

pytestmark = pytest.mark.pgcordon(schema=SCHEMA)

FOLDER = Path(__file__).parents[2] / SCHEMA
PHASE_3 = FOLDER / ".optional" / "phase_3_embeddings.sql"
DEV_SEED = FOLDER / ".optional" / "dev_seed.sql"
CONTENT_TABLES = Path(__file__).with_name("content_tables.sql")

EMBEDDED = """
    select format_type(atttypid, atttypmod) from pg_catalog.pg_attribute
    where attrelid = %s::regclass and attname = 'embedding'
"""
ROUTES = """
    insert into public.routes (name, embedding)
    select n::text, array_cat(array[cos(n), sin(n)], array_fill(0::float8, array[1534]))::extensions.vector
    from generate_series(1, 60) as n
"""
NEAREST = """
    select name from public.routes
    order by embedding <=> (select embedding from public.routes where name = '7') limit 3
"""


def load(connection: Connection[Any], *files: Path) -> None:
    for file in files:
        connection.execute(file.read_bytes())


@pytest.mark.requirement("003-extension-vector", "003-scope-pgvector", "003-checklist-pgvector")
def test_vector_is_there_and_is_no_part_of_the_api(database: Connection[Any]) -> None:
    """pgvector extension enabled; (n) not in public"""
    installed = "select extnamespace::regnamespace::text from pg_catalog.pg_extension where extname = 'vector'"
    assert only_value(database.execute(installed)) == "extensions"
    assert only_value(database.execute("select '[1,2]'::extensions.vector operator(extensions.<->) '[1,4]'")) == 2


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("routes", marks=pytest.mark.requirement("003-embedding-routes", "003-embedding-index-routes")),
        pytest.param(
            "learning_paths",
            marks=pytest.mark.requirement("003-embedding-learning-paths", "003-embedding-index-learning-paths"),
        ),
        pytest.param(
            "exercises", marks=pytest.mark.requirement("003-embedding-exercises", "003-embedding-index-exercises")
        ),
        pytest.param("schools", marks=pytest.mark.requirement("003-embedding-schools", "003-embedding-index-schools")),
        pytest.param("events", marks=pytest.mark.requirement("003-embedding-events", "003-embedding-index-events")),
        pytest.param(
            "instructors", marks=pytest.mark.requirement("003-embedding-instructors", "003-embedding-index-instructors")
        ),
    ],
)
def test_phase_3_adds_embeddings(database: Connection[Any], table: str) -> None:
    load(database, CONTENT_TABLES, PHASE_3)
    database.execute("set local search_path = ''")
    assert only_value(database.execute(EMBEDDED, (f"public.{table}",))) == "extensions.vector(1536)"
    index = only_value(database.execute("select pg_get_indexdef(%s::regclass)", (f"public.idx_{table}_embedding",)))
    assert index.endswith(f"ON public.{table} USING ivfflat (embedding extensions.vector_cosine_ops)")


@pytest.mark.requirement("003-acceptance-pgvector", "003-embedding-index-routes")
def test_phase_3_finds_what_is_nearest_by_its_index(database: Connection[Any]) -> None:
    """pgvector extension ready for Phase 3"""
    load(database, CONTENT_TABLES, PHASE_3)
    database.execute(ROUTES.encode())
    database.execute("reindex index public.idx_routes_embedding")
    database.execute("set local enable_indexscan = off")
    nearest = database.execute(NEAREST.encode()).fetchall()
    assert nearest == [("7",), ("51",), ("32",)]
    database.execute("set local enable_indexscan = on")
    database.execute("set local enable_seqscan = off")
    database.execute("set local ivfflat.probes = 100")
    plan = "\n".join(line for (line,) in database.execute(f"explain {NEAREST}".encode()).fetchall())
    assert "Index Scan using idx_routes_embedding on routes" in plan
    assert database.execute(NEAREST.encode()).fetchall() == nearest


def test_an_embedding_has_its_dimensions(database: Connection[Any]) -> None:
    load(database, CONTENT_TABLES, PHASE_3)
    with pytest.raises(errors.DataException, match="expected 1536 dimensions, not 2"):
        database.execute("insert into public.routes (name, embedding) values ('short', '[1,2]')")


def test_optional_files_are_no_part_of_the_schema() -> None:
    """Loaded only by who wants them: phase 3 wants tables that are not here, and nobody wants made-up users."""
    read = [file.resolve() for file in System.read(FOLDER).files]
    assert read == sorted(FOLDER.glob("*.sql"))


def test_optional_files_are_clean() -> None:
    system = System.read(FOLDER, [FOLDER, CONTENT_TABLES, PHASE_3, DEV_SEED])
    result = lint(system.catalog, system.settings)
    assert {(each.rule, each.span.path) for each in result.findings if each.span} == {  # tables that only stand there
        ("rls-without-policy", str(CONTENT_TABLES))
    }
    assert result.not_understood == ()


@pytest.mark.requirement("003-seed-free", "003-seed-byok", "003-seed-premium")
def test_the_sample_data_has_a_user_of_each_tier(database: Connection[Any]) -> None:
    load(database, DEV_SEED)
    seeded = database.execute(
        "select right(user_id::text, 1), tier, daily_usage, monthly_usage from public.user_ai_settings order by 1"
    ).fetchall()
    assert seeded == [("1", "free", 5, 120), ("2", "byok", 50, 1200), ("3", "premium", 30, 850)]


def test_the_sample_data_goes_where_its_users_are(database: Connection[Any]) -> None:
    database.execute("insert into auth.users (id) values ('00000000-0000-0000-0000-000000000002')")
    load(database, DEV_SEED)
    assert only_value(database.execute("select count(*) from auth.users")) == 3
