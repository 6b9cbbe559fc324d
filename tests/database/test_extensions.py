"""CREATE EXTENSION works for what the server brings and for what a stand-in replaces."""

from pathlib import Path

import pytest

from pgcordon.database import Loaded, LoadError, Server
from pgcordon.database.extensions import stand_in_names
from pgcordon.platforms.definition import Platform

ELSEWHERE = {"pg_cron": "pg_catalog"}
"""Extensions that prescribe their schema."""


@pytest.fixture(scope="session")
def loaded(any_server: Server, supabase: Platform, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    file = tmp_path_factory.mktemp("extensions") / "all.sql"
    file.write_text(
        "".join(
            f'create extension if not exists "{name}" with schema {ELSEWHERE.get(name, "extensions")};\n'
            for name in sorted(stand_in_names())
        )
    )
    return any_server.load(supabase, [file])


def answers(loaded: Loaded, server: Server, expression: str) -> object:
    with loaded.copy() as name, server.connect(name, user="postgres") as connection:
        row = connection.execute(f"select {expression}".encode()).fetchone()
    assert row is not None
    return row[0]


def test_stand_ins_are_reported_and_real_ones_preferred(loaded: Loaded, any_server: Server) -> None:
    with any_server.connect() as connection:
        replaced = connection.execute("select name from pg_available_extensions where comment like 'pgcordon%'")
        assert set(loaded.stand_ins) == {name for (name,) in replaced}
    assert "pg_net" in loaded.stand_ins
    if any_server.binaries.kind == "embedded":
        assert "pgcrypto" in loaded.stand_ins


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("encode(extensions.digest('abc', 'sha1'), 'hex')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            "encode(extensions.digest(repeat('a', 1000), 'sha1'), 'hex')",
            "291e9a6c66994949b57ba5e650361e98fc36b1ba",
        ),
        (
            "encode(extensions.hmac('what do ya want for nothing?', 'Jefe', 'sha256'), 'hex')",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",  # RFC 4231, test case 2
        ),
        (
            "extensions.uuid_generate_v5(extensions.uuid_ns_dns(), 'www.example.com')::text",
            "2ed6657d-e927-568b-95e1-2665a8aea6a2",  # RFC 9562, appendix A.4
        ),
        (
            "extensions.uuid_generate_v3(extensions.uuid_ns_dns(), 'www.example.com')::text",
            "5df41881-3aed-3515-88a7-2f4a814cf09e",  # RFC 9562, appendix A.2
        ),
        ("uuid_extract_version(extensions.uuid_generate_v4())", 4),
        ("length(extensions.gen_random_bytes(77))", 77),
        ("extensions.crypt('right', h) = h from extensions.crypt('right', extensions.gen_salt('bf')) as h", True),
        ("extensions.crypt('wrong', h) = h from extensions.crypt('right', extensions.gen_salt('bf')) as h", False),
        ("extensions.pgp_sym_decrypt(extensions.pgp_sym_encrypt('é', 'key'), 'key')", "é"),
        ("net.http_post('https://example.com')", 1),
        ("cron.schedule('nightly', '0 0 * * *', 'select 1')", 1),
        ("(extensions.http_get('https://example.com')).status", 503),
        ("extensions.similarity('word', 'two words')", pytest.approx(4 / 11)),  # from its documentation
        ("'word' operator(extensions.%) 'two words' and not 'word' operator(extensions.%) 'else'", True),
        ("extensions.unaccent('Hôtel')", "Hotel"),
    ],
)
def test_functions_of_the_usual_extensions_answer(
    expression: str, expected: object, loaded: Loaded, any_server: Server
) -> None:
    if any_server.binaries.major < 17:
        expression = expression.replace("uuid_extract_version(", "(select substr(v::text, 15, 1)::int from ").replace(
            "uuid_generate_v4())", "uuid_generate_v4() as v)"
        )
    assert answers(loaded, any_server, expression) == expected


def test_moddatetime_touches_its_column(loaded: Loaded, any_server: Server) -> None:
    with loaded.copy() as name, any_server.connect(name, user="postgres") as connection:
        connection.execute("create table note (id int, changed timestamptz)")
        connection.execute(
            "create trigger touch before update on note for each row execute function extensions.moddatetime(changed)"
        )
        connection.execute("insert into note values (1)")
        row = connection.execute("update note set id = 2 returning id, changed = now()").fetchone()
    assert row == (2, True)


def test_an_index_on_trigrams_can_be_made_and_loses_no_row(loaded: Loaded, any_server: Server) -> None:
    """The stand-in's index holds no keys: nothing may ever be looked up in it."""
    with loaded.copy() as name, any_server.connect(name, user="postgres") as connection:
        connection.execute("create table note (body text)")
        connection.execute("create index on note using gin (body gin_trgm_ops)")
        connection.execute("create index on note using gin (lower(body) extensions.gin_trgm_ops) where body <> ''")
        connection.execute("insert into note select 'note ' || n from generate_series(1, 300) as n")
        connection.execute("set enable_seqscan = off")
        row = connection.execute(
            "select count(*) filter (where body like '%note 12%'), count(*) from note where body <> ''"
        ).fetchone()
    assert row == (11, 300)


def test_vector_is_real_where_it_is_and_the_owner_may_create_it(
    server: Server, supabase: Platform, tmp_path: Path
) -> None:
    file = tmp_path / "vector.sql"
    file.write_text("create extension vector with schema extensions; create table e (v extensions.vector(3));")
    assert "vector" not in server.load(supabase, [file]).stand_ins


def test_an_extension_that_is_not_there_names_the_stand_ins(server: Server, supabase: Platform, tmp_path: Path) -> None:
    file = tmp_path / "absent.sql"
    file.write_text("create extension timescaledb;")
    with pytest.raises(LoadError, match=r"stand-ins exist for .*pg_cron"):
        server.load(supabase, [file])


def test_no_stand_in_acts_as_the_superuser(loaded: Loaded, any_server: Server) -> None:
    """A security definer function that the superuser owns would be a way out of the cage."""
    with loaded.copy() as name, any_server.connect(name) as connection:
        rows = connection.execute(
            "select oid::regprocedure::text from pg_proc where prosecdef and pronamespace <> 'pg_catalog'::regnamespace"
            " and proowner in (select oid from pg_roles where rolsuper)"
        ).fetchall()
    assert rows == []
