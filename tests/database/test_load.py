"""Loading SQL files, and what is said of the statement that fails."""

from pathlib import Path

import pytest

from pgcordon.database import LoadError, Server
from pgcordon.model.errors import CouldNotCheck
from pgcordon.platforms.definition import Platform


def write(folder: Path, *texts: str) -> list[Path]:
    files = [folder / f"{number:02}.sql" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text)
    return files


def fails(server: Server, platform: Platform, folder: Path, *texts: str) -> LoadError:
    with pytest.raises(LoadError) as caught:
        server.load(platform, write(folder, *texts))
    return caught.value


def test_files_load_in_order_as_the_owner(server: Server, supabase: Platform, tmp_path: Path) -> None:
    files = write(
        tmp_path, "create table a (id int);", "insert into a values (1); create index concurrently on a (id);"
    )
    loaded = server.load(supabase, files)
    assert loaded.statements == 3
    with loaded.copy() as name, server.connect(name) as connection:
        assert connection.execute("select tableowner from pg_tables where tablename = 'a'").fetchone() == ("postgres",)
        assert connection.execute("select count(*) from a").fetchone() == (1,)


def test_no_file_at_all_loads(server: Server, supabase: Platform) -> None:
    assert server.load(supabase, []).statements == 0


def test_a_failure_names_file_line_column_message_and_statement(
    server: Server, supabase: Platform, tmp_path: Path
) -> None:
    error = fails(server, supabase, tmp_path, "select 'é';", "-- ü\ncreate table b (\n  x integer, y nopé\n);")
    assert (Path(error.span.path).name, tuple(error.span.begins)) == ("01.sql", (3, 16))
    assert error.sqlstate == "42704"
    assert '01.sql:3:16: 42704: type "nopé" does not exist' in str(error)
    assert "    create table b (" in str(error)


def test_hint_and_detail_of_the_server_are_passed_on(server: Server, supabase: Platform, tmp_path: Path) -> None:
    assert "hint: " in str(fails(server, supabase, tmp_path, "create table a (id int); select idd from a;"))
    duplicate = fails(server, supabase, tmp_path, "create table a (id int primary key); insert into a values (1), (1);")
    assert "detail: Key (id)=(1) already exists." in str(duplicate)


@pytest.mark.parametrize("text", ["selec 1;", "create table t (id int);\nselec 1;", "select 'never closed;"])
def test_a_syntax_error_is_never_passed_over(text: str, server: Server, supabase: Platform, tmp_path: Path) -> None:
    assert fails(server, supabase, tmp_path, text).sqlstate == "42601"


def test_what_only_psql_understands_is_named(server: Server, supabase: Platform, tmp_path: Path) -> None:
    meta = fails(server, supabase, tmp_path, "select 1;\n\\i other.sql\nselect 2;")
    assert "psql meta-command" in str(meta)
    assert tuple(meta.span.begins) == (2, 1)
    rows = fails(server, supabase, tmp_path, "create table t (x text);\ncopy t from stdin;\nit's\n\\.\n")
    assert "write INSERT statements" in str(rows)
    assert tuple(rows.span.begins) == (2, 1)
    assert "write INSERT" in str(fails(server, supabase, tmp_path, "create table t (x text); copy t from stdin;"))


def test_a_transaction_that_no_file_ends_is_an_error(server: Server, supabase: Platform, tmp_path: Path) -> None:
    assert "COMMIT is missing" in str(fails(server, supabase, tmp_path, "begin; create table a ();"))
    assert server.load(supabase, write(tmp_path, "begin; create table a (); commit;")).statements == 3


def test_a_failed_load_leaves_no_database(server: Server, supabase: Platform, tmp_path: Path) -> None:
    def databases() -> list[str]:
        with server.connect() as connection:
            return [name for (name,) in connection.execute("select datname from pg_database order by 1")]

    server.platform(supabase)
    before = databases()
    fails(server, supabase, tmp_path, "select 1 / 0;")
    assert databases() == before


def test_unreadable_files_are_named(server: Server, supabase: Platform, tmp_path: Path) -> None:
    latin = tmp_path / "latin.sql"
    latin.write_bytes(b"select '\xe9';")
    with pytest.raises(CouldNotCheck, match=r"latin\.sql: byte 8 is not UTF-8"):
        server.load(supabase, [latin])
    with pytest.raises(CouldNotCheck, match=r"absent\.sql: cannot be read"):
        server.load(supabase, [tmp_path / "absent.sql"])


@pytest.mark.parametrize(
    "attempt",
    [
        "copy (select 1) to program 'touch {mark}';",
        "copy (select 1) to '{mark}';",
        "create table t (x text); copy t from '/etc/passwd';",
        "select pg_read_file('/etc/passwd');",
        "select lo_import('/etc/passwd');",
        "grant pg_execute_server_program to postgres; copy (select 1) to program 'touch {mark}';",
        "grant pg_execute_server_program to current_user; copy (select 1) to program 'touch {mark}';",
        "create role x in role pg_execute_server_program; set role x; copy (select 1) to program 'touch {mark}';",
        "grant pg_read_server_files to postgres; select pg_read_file('/etc/passwd');",
        "alter role postgres superuser;",
        "set role pgcordon;",
        "alter role pgcordon password 'mine';",
        "grant pgcordon to postgres;",
        "alter system set archive_command = 'touch {mark}';",
        "create function f() returns int language c as '/lib/x86_64-linux-gnu/libc.so.6', 'system';",
        "create extension file_fdw;",
        "create extension plpython3u;",
        "create extension dblink;",
    ],
)
def test_a_schema_cannot_reach_the_machine(
    attempt: str, any_server: Server, supabase: Platform, tmp_path: Path
) -> None:
    mark = tmp_path / "owned"
    tmp_path.chmod(0o777)
    error = fails(any_server, supabase, tmp_path, attempt.format(mark=mark))
    assert error.sqlstate in ("42501", "0A000"), str(error)
    assert not mark.exists()
