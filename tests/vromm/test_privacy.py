"""Who reads and writes what: "RLS policies enforce user privacy"."""

from typing import Any

import pytest
from psycopg import Connection, errors

from pgcordon.testing import AsRole, AsUser
from vromm.learners import LEARNER, NEIGHBOUR, SCHEMA, TABLES, give_settings, only_value

pytestmark = [pytest.mark.pgcordon(schema=SCHEMA), pytest.mark.usefixtures("learners")]

CHAT = """
    insert into public.ai_conversations (user_id, messages, model_used)
    values (%s, '[{"role": "user", "content": "Who yields?", "timestamp": "2026-02-14T12:00:00Z"}]', 'gpt')
"""
LOG = "insert into public.ai_usage_logs (user_id, tier, provider) values (%s, 'free', 'openai')"
SEARCH = "insert into public.ai_content_searches (user_id, query, content_type) values (%s, 'parking', 'route')"


@pytest.mark.requirement("003-settings-policy-view", "003-acceptance-privacy")
def test_users_view_their_own_settings(database: Connection[Any], as_user: AsUser) -> None:
    give_settings(database, LEARNER)
    give_settings(database, NEIGHBOUR)
    assert only_value(as_user(LEARNER).execute("select user_id from public.user_ai_settings")) == LEARNER


@pytest.mark.requirement("003-settings-policy-insert", "003-acceptance-privacy")
def test_users_insert_their_own_settings(database: Connection[Any], as_user: AsUser) -> None:
    insert = """
        insert into public.user_ai_settings (user_id, preferred_provider, encrypted_api_keys)
        values (%s, 'google', '{"google": "enc_1"}')
    """
    as_user(LEARNER).execute(insert, (LEARNER,))
    begun = "select tier, daily_usage, monthly_usage from public.user_ai_settings"
    assert database.execute(begun).fetchall() == [("free", 0, 0)]
    with pytest.raises(errors.InsufficientPrivilege):
        as_user(LEARNER).execute(insert, (NEIGHBOUR,))


@pytest.mark.requirement("003-settings-policy-update", "003-acceptance-privacy")
def test_users_update_their_own_settings(database: Connection[Any], as_user: AsUser) -> None:
    give_settings(database, LEARNER)
    give_settings(database, NEIGHBOUR)
    update = "update public.user_ai_settings set preferred_provider = 'anthropic', encrypted_api_keys = null"
    assert as_user(LEARNER).execute(f"{update} returning user_id").fetchall() == [(LEARNER,)]


@pytest.mark.requirement("003-conversations-policy-insert", "003-conversations-policy-view")
@pytest.mark.requirement("003-conversations-policy-update", "003-acceptance-privacy")
def test_users_keep_their_own_conversations(as_user: AsUser) -> None:
    for person in (LEARNER, NEIGHBOUR):
        as_user(person).execute(CHAT, (person,))
    assert only_value(as_user(LEARNER).execute("select user_id from public.ai_conversations")) == LEARNER
    update = "update public.ai_conversations set messages = '[]', model_used = 'claude' returning user_id"
    assert as_user(LEARNER).execute(update).fetchall() == [(LEARNER,)]
    with pytest.raises(errors.InsufficientPrivilege):
        as_user(LEARNER).execute(CHAT, (NEIGHBOUR,))


@pytest.mark.requirement("003-logs-private", "003-logs-policy-insert", "003-acceptance-privacy")
def test_the_backend_alone_sees_and_writes_usage_logs(
    as_user: AsUser, as_anon: AsRole, as_service_role: AsRole
) -> None:
    as_service_role().execute(LOG, (LEARNER,))
    assert only_value(as_service_role().execute("select user_id from public.ai_usage_logs")) == LEARNER
    for client in (as_user(LEARNER), as_anon()):
        for statement in ("select from public.ai_usage_logs", LOG.replace("%s", "null")):
            with pytest.raises(errors.InsufficientPrivilege):
                client.execute(statement)


@pytest.mark.requirement("003-searches-policy-view", "003-searches-policy-insert", "003-acceptance-privacy")
def test_users_view_the_searches_that_the_backend_writes_down(as_user: AsUser, as_service_role: AsRole) -> None:
    for person in (LEARNER, NEIGHBOUR):
        as_service_role().execute(SEARCH, (person,))
    assert only_value(as_user(LEARNER).execute("select user_id from public.ai_content_searches")) == LEARNER
    with pytest.raises(errors.InsufficientPrivilege):
        as_user(LEARNER).execute(SEARCH, (LEARNER,))


@pytest.mark.requirement("003-acceptance-privacy")
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["select from {}", "insert into {} default values", "delete from {}"])
def test_visitors_have_nothing_to_do_here(as_anon: AsRole, table: str, statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        as_anon().execute(statement.format(f"public.{table}"))


@pytest.mark.parametrize("table", TABLES)
def test_nobody_deletes_but_the_backend(as_user: AsUser, as_service_role: AsRole, table: str) -> None:
    as_service_role().execute(f"delete from public.{table}")
    with pytest.raises(errors.InsufficientPrivilege):
        as_user(LEARNER).execute(f"delete from public.{table}")
