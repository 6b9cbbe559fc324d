"""What the document's schema allowed, and this one does not; README.md tells why, under the same letters."""

from dataclasses import dataclass
from typing import Any

import pytest
from psycopg import Connection, Error, errors

from pgcordon.testing import AsUser
from pgcordon.testing.acting import Acting, Callers
from vromm.learners import AS_SPECIFIED, LEARNER, NEIGHBOUR, SCHEMA, enrol, give_settings, only_value

LOG = "insert into public.ai_usage_logs (user_id, tier, provider) values"
SEARCH = "insert into public.ai_content_searches (user_id, query, content_type) values"
CHAT = "insert into public.ai_conversations (user_id, messages, model_used) values"
COSTLY = "insert into public.ai_conversations (user_id, messages, model_used, cost_usd) values"
SETTINGS = "insert into public.user_ai_settings"


@dataclass(frozen=True)
class Misuse:
    """A statement that works in the document's schema, and how it fails in this one."""

    letter: str
    who: str
    statement: str
    refused: type[Error] = errors.InsufficientPrivilege

    def __str__(self) -> str:
        return f"({self.letter}) {self.who}: {self.statement}"


MISUSES = [
    Misuse("a", "user", "update public.user_ai_settings set tier = 'premium'"),
    Misuse("a", "user", "update public.user_ai_settings set daily_usage = 0"),
    Misuse("a", "user", "update public.user_ai_settings set monthly_usage = -1000"),
    Misuse("a", "user", "update public.user_ai_settings set last_reset_date = 'infinity'"),
    Misuse("a", "user", "update public.user_ai_settings set created_at = now()"),
    Misuse("a", "neighbour", f"{SETTINGS} (user_id, tier) values ('{NEIGHBOUR}', 'byok')"),
    Misuse("a", "neighbour", f"{SETTINGS} (user_id, daily_usage) values ('{NEIGHBOUR}', -1000)"),
    Misuse("a", "neighbour", f"{SETTINGS} (user_id, last_reset_date) values ('{NEIGHBOUR}', '2999-01-01')"),
    Misuse("b", "anon", f"{LOG} ('{LEARNER}', 'free', 'openai')"),
    Misuse("b", "user", f"{LOG} ('{NEIGHBOUR}', 'free', 'openai')"),
    Misuse("b", "anon", f"{SEARCH} ('{LEARNER}', 'what was never asked', 'route')"),
    Misuse("b", "user", f"{SEARCH} ('{NEIGHBOUR}', 'what was never asked', 'route')"),
    Misuse("f", "anon", "select public.reset_daily_ai_usage()"),
    Misuse("f", "user", "select public.reset_monthly_ai_usage()"),
    Misuse("g", "user", "select encrypted_api_keys from public.user_ai_settings"),
    Misuse("h", "user", "update public.ai_conversations set tokens_used = 0"),
    Misuse("h", "user", "update public.ai_conversations set cost_usd = 0"),
    Misuse("h", "user", f"{COSTLY} ('{LEARNER}', '[]', 'gpt', 0)"),
    Misuse("i", "user", "update public.ai_conversations set updated_at = '2999-01-01'"),
    Misuse("k", "service_role", "update public.user_ai_settings set daily_usage = null", errors.NotNullViolation),
    Misuse("k", "service_role", "update public.user_ai_settings set last_reset_date = null", errors.NotNullViolation),
    Misuse("k", "user", "update public.user_ai_settings set preferred_provider = null", errors.NotNullViolation),
    Misuse("k", "service_role", f"{CHAT} (null, '[]', 'gpt')", errors.NotNullViolation),
    Misuse("k", "service_role", f"{SEARCH} (null, 'parking', 'route')", errors.NotNullViolation),
    Misuse("l", "anon", "truncate public.ai_usage_logs"),
    Misuse("l", "anon", "truncate public.user_ai_settings"),
    Misuse("n", "anon", "select public.vector_dims('[1,2]'::public.vector)", errors.UndefinedObject),
    Misuse("q", "user", f"{CHAT} ('{LEARNER}', 'true', 'gpt')", errors.CheckViolation),
    Misuse("q", "user", "update public.user_ai_settings set encrypted_api_keys = '\"enc_\"'", errors.CheckViolation),
    Misuse("q", "service_role", "update public.user_ai_settings set daily_usage = -1", errors.CheckViolation),
    Misuse("q", "service_role", "update public.ai_conversations set cost_usd = -1", errors.CheckViolation),
    Misuse("q", "service_role", f"{LOG} ('{LEARNER}', 'gold', 'openai')", errors.CheckViolation),
    Misuse("q", "service_role", f"{LOG} ('{LEARNER}', 'free', 'OpenAI')", errors.CheckViolation),
]


@pytest.fixture
def settled(database: Connection[Any]) -> None:
    """One learner has settings and a conversation, the other has nothing yet."""
    enrol(database, LEARNER, NEIGHBOUR)
    give_settings(database, LEARNER, tier="free", daily_usage=7, monthly_usage=70)
    database.execute(f"{CHAT} (%s, '[]', 'gpt')".encode(), (LEARNER,))


def acting(callers: Callers, who: str) -> Acting:
    if who in ("user", "neighbour"):
        return callers.user(LEARNER if who == "user" else NEIGHBOUR)
    return callers.anon() if who == "anon" else callers.service_role()


@pytest.mark.pgcordon(schema=AS_SPECIFIED)
@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("misuse", MISUSES, ids=str)
def test_the_document_allows_it(callers: Callers, misuse: Misuse) -> None:
    acting(callers, misuse.who).execute(misuse.statement)


@pytest.mark.pgcordon(schema=SCHEMA)
@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("misuse", MISUSES, ids=str)
def test_this_schema_refuses_it(callers: Callers, misuse: Misuse) -> None:
    with pytest.raises(misuse.refused):
        acting(callers, misuse.who).execute(misuse.statement)


def leave_traces(database: Connection[Any]) -> None:
    for statement in (f"{LOG} (%s, 'free', 'openai')", f"{SEARCH} (%s, 'parking', 'route')"):
        for person in (LEARNER, NEIGHBOUR):
            database.execute(statement.encode(), (person,))


@pytest.mark.pgcordon(schema=AS_SPECIFIED)
@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("log", ["ai_usage_logs", "ai_content_searches"])
def test_in_the_document_a_user_who_asked_cannot_be_deleted(database: Connection[Any], log: str) -> None:
    """(d) either log by itself is enough"""
    leave_traces(database)
    other = {"ai_usage_logs": "ai_content_searches", "ai_content_searches": "ai_usage_logs"}[log]
    database.execute(f"delete from public.{other}".encode())
    with pytest.raises(errors.ForeignKeyViolation, match=f"{log}_user_id_fkey"):
        database.execute("delete from auth.users where id = %s", (LEARNER,))


@pytest.mark.pgcordon(schema=SCHEMA)
@pytest.mark.requirement("003-logs-user", "003-searches-user", "003-settings-user", "003-conversations-user")
@pytest.mark.usefixtures("settled")
def test_who_leaves_takes_everything_along_but_the_costs(database: Connection[Any]) -> None:
    """(d) what was typed goes with the account, and what was spent stays and says no longer by whom"""
    leave_traces(database)
    database.execute("delete from auth.users where id = %s", (LEARNER,))
    for table in ("user_ai_settings", "ai_conversations"):
        assert only_value(database.execute(f"select count(*) from public.{table}".encode())) == 0
    assert only_value(database.execute("select user_id from public.ai_content_searches")) == NEIGHBOUR
    logged = database.execute("select user_id, tier, provider from public.ai_usage_logs order by user_id").fetchall()
    assert logged == [(NEIGHBOUR, "free", "openai"), (None, "free", "openai")]


@pytest.mark.pgcordon(schema=AS_SPECIFIED)
@pytest.mark.usefixtures("learners")
def test_in_the_document_nobody_remembers_the_month(database: Connection[Any]) -> None:
    """(c) nothing in a row tells whether its month was reset: only the day on which the job runs decides"""
    give_settings(database, LEARNER, monthly_usage=70, last_reset_date="2020-01-01")
    database.execute("select public.reset_monthly_ai_usage()")
    row = "select monthly_usage = case extract(day from current_date) when 1 then 0 else 70 end, last_reset_date::text"
    assert database.execute(f"{row} from public.user_ai_settings".encode()).fetchall() == [(True, "2020-01-01")]


@pytest.mark.parametrize(
    ("indexes", "schema"),
    [
        pytest.param(2, AS_SPECIFIED, marks=pytest.mark.pgcordon(schema=AS_SPECIFIED)),
        pytest.param(1, SCHEMA, marks=pytest.mark.pgcordon(schema=SCHEMA)),
    ],
)
def test_one_index_is_enough_for_one_column(database: Connection[Any], indexes: int, schema: str) -> None:
    """(p) UNIQUE makes one by itself"""
    on_user_id = (
        "select count(*) from pg_catalog.pg_indexes where indexdef like '%% ON public.user_ai_settings %% (user_id)'"
    )
    assert only_value(database.execute(on_user_id.replace("%%", "%").encode())) == indexes, schema


@pytest.mark.pgcordon(schema=AS_SPECIFIED)
def test_in_the_document_the_api_has_every_function_of_the_extension(database: Connection[Any]) -> None:
    """(n) an extension without a schema goes into the first one of the search path"""
    callable_by_anon = """
        select count(*) > 100 from pg_catalog.pg_proc
        where pronamespace = 'public'::regnamespace and has_function_privilege('anon', oid, 'execute')
    """
    assert only_value(database.execute(callable_by_anon.encode()))


@pytest.mark.pgcordon(schema=SCHEMA)
@pytest.mark.parametrize("table", ["user_ai_settings", "ai_conversations"])
@pytest.mark.usefixtures("settled")
def test_an_update_is_dated(database: Connection[Any], as_user: AsUser, table: str) -> None:
    """(i) updated_at has no trigger"""
    database.execute("set local session_replication_role = replica")
    database.execute(f"update public.{table} set updated_at = 'epoch'".encode())
    database.execute("set local session_replication_role = origin")
    column = {"user_ai_settings": "preferred_provider = 'google'", "ai_conversations": "model_used = 'claude'"}[table]
    dated = as_user(LEARNER).execute(f"update public.{table} set {column} returning updated_at = now()")
    assert dated.fetchall() == [(True,)]


@pytest.mark.pgcordon(schema=SCHEMA)
def test_no_policy_is_for_everybody_or_asks_twice(database: Connection[Any]) -> None:
    """(m) no TO clause, and auth.uid() is asked for each row"""
    policies = database.execute(
        "select policyname, roles::text, concat(qual, with_check) from pg_catalog.pg_policies"
        " where schemaname = 'public'"
    ).fetchall()
    assert len(policies) == 9
    for name, roles, expression in policies:
        assert roles in ("{authenticated}", "{service_role}"), name
        assert expression.count("auth.uid()") == expression.count("SELECT auth.uid()"), name


@pytest.mark.pgcordon(schema=SCHEMA)
def test_ids_do_not_depend_on_who_migrates(database: Connection[Any]) -> None:
    """(o) uuid_generate_v4() is found by the search path, if it is found"""
    enrol(database, LEARNER)
    database.execute("set local search_path = ''")
    give_settings(database, LEARNER)
