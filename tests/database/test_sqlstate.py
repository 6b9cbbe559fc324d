"""What a refusal means, asked of a real server where that is easy."""

import psycopg
import pytest

from pgcordon.database import Refusal, Server, meaning
from pgcordon.database.sqlstate import condition


@pytest.mark.parametrize(
    ("statement", "expected", "name"),
    [
        ("set role anon; select * from pg_authid", Refusal.REFUSED, "insufficient_privilege"),
        (
            "create temp table t (id int primary key); insert into t values (1), (1)",
            Refusal.STOPPED,
            "unique_violation",
        ),
        ("create temp table t (id int check (id > 0)); insert into t values (0)", Refusal.STOPPED, "check_violation"),
        (
            "create temp table t (v varchar(1)); insert into t values ('long')",
            Refusal.STOPPED,
            "string_data_right_truncation",
        ),
        (
            "create temp table t (i int generated always as identity); insert into t values (1)",
            Refusal.STOPPED,
            "generated_always",
        ),
        ("do $$ begin raise exception 'no'; end $$", Refusal.STOPPED, "raise_exception"),
        ("do $$ begin raise exception 'no' using errcode = 'PT403'; end $$", Refusal.STOPPED, None),
        ("select * from missing", Refusal.BROKEN, "undefined_table"),
        ("select missing()", Refusal.BROKEN, "undefined_function"),
        ("select missing from pg_class", Refusal.BROKEN, "undefined_column"),
        ("select 'x'::missing", Refusal.BROKEN, "undefined_object"),
        ("select 'x'::uuid", Refusal.BROKEN, "invalid_text_representation"),
        ("select 1 / 0", Refusal.BROKEN, "division_by_zero"),
        (
            "create temp table t (id int); alter table t enable row level security;"
            " create policy p on t using (exists (select 1 from t)); grant select on t to anon; set role anon; table t",
            Refusal.BROKEN,
            "invalid_object_definition",
        ),
        ("set statement_timeout = 1; select pg_sleep(5)", Refusal.FAILED, "query_canceled"),
    ],
)
def test_a_refusal_is_understood(statement: str, expected: Refusal, name: str | None, server: Server) -> None:
    with server.connect() as connection:
        connection.execute("do $$ begin create role anon; exception when duplicate_object then null; end $$")
        with pytest.raises(psycopg.Error) as caught:
            connection.execute(statement.encode())
    assert caught.value.sqlstate is not None
    assert meaning(caught.value.sqlstate) is expected
    assert condition(caught.value.sqlstate) == name


@pytest.mark.parametrize("sqlstate", ["40001", "40P01", "53100", "57P01", "08006", "XX000"])
def test_what_says_nothing_about_the_schema_is_a_failure(sqlstate: str) -> None:
    assert meaning(sqlstate) is Refusal.FAILED
