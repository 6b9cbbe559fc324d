"""What the documents' schema allowed, and this one does not; README.md tells why, under the same letters."""

import pytest
from psycopg import errors

from brand_infinity.studio import ANSWER, BACKEND, NOBODY, SAY, USER_ONE, USER_TWO, Studio, brand_of
from pgcordon.actors.actor import Person

VIEWS = ("provider_usage_stats", "daily_message_volume")
CALLS = (
    "select public.complete_conversation_session(%s)",
    "select public.cancel_conversation_session(%s)",
    "select * from public.get_conversation_history(%s)",
    "select public.get_session_cost(%s)",
    "select * from public.get_session_message_stats(%s)",
)


@pytest.mark.parametrize("view", VIEWS)
def test_views_show_what_their_reader_may_see(studio: Studio, view: str) -> None:
    """(a) both views show everybody's costs to everybody"""
    studio.answer(studio.open_session(USER_ONE))
    assert studio.count(USER_ONE, f"select user_id from public.{view}") == 1
    assert studio.run(USER_TWO, f"select user_id from public.{view}") == []
    with pytest.raises(errors.InsufficientPrivilege):
        studio.run(NOBODY, f"select user_id from public.{view}")


def test_nobody_writes_into_somebody_elses_session(studio: Studio) -> None:
    """(b) a message into anyone's session, for only its user_id is looked at"""
    session = studio.open_session(USER_ONE)
    for brand in (USER_ONE, USER_TWO):
        with pytest.raises(errors.InsufficientPrivilege):
            studio.run(USER_TWO, SAY, session, brand_of(brand), USER_TWO.uid, "user")
    with pytest.raises(errors.InsufficientPrivilege):
        studio.run(USER_TWO, SAY, session, brand_of(USER_ONE), USER_ONE.uid, "user")


@pytest.mark.parametrize("role", ["assistant", "system"])
def test_users_speak_in_their_own_voice(studio: Studio, role: str) -> None:
    """(b) … in any voice"""
    session = studio.open_session(USER_ONE)
    with pytest.raises(errors.InsufficientPrivilege):
        studio.say(USER_ONE, session, role=role)
    studio.say(BACKEND, session, role=role)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", "gen_random_uuid()"),
        ("tokens_used", "0"),
        ("model_used", "'gpt-4o'"),
        ("provider", "'openai'"),
        ("cost_usd", "0"),
        ("latency_ms", "0"),
        ("action_taken", "'delegated'"),
        ("questions_asked", "'[]'"),
        ("delegation_plan", "'{}'"),
        ("created_at", "'infinity'"),
    ],
)
def test_what_models_did_and_cost_is_the_backends_to_write(studio: Studio, column: str, value: str) -> None:
    """(b) … with any costs, plans and times; (c) and the same of what is there already"""
    session = studio.open_session(USER_ONE)
    insert = f"""
        insert into public.conversation_messages (session_id, brand_id, user_id, role, content, {column})
        values (%s, %s, %s, 'user', 'words', {value})
    """
    update = f"update public.conversation_messages set {column} = {value}"
    for statement, parameters in ((insert, (session, brand_of(USER_ONE), USER_ONE.uid)), (update, ())):
        with pytest.raises(errors.InsufficientPrivilege):
            studio.run(USER_ONE, statement, *parameters)
        studio.run(BACKEND, statement, *parameters)


@pytest.mark.parametrize("column", ["session_id", "brand_id", "user_id", "role"])
def test_a_message_stays_where_it_is(studio: Studio, column: str) -> None:
    """(c) a message may be moved to another session, brand, user or voice"""
    studio.say(USER_ONE, studio.open_session(USER_ONE))
    with pytest.raises(errors.InsufficientPrivilege):
        studio.run(USER_ONE, f"update public.conversation_messages set {column} = {column}")


def test_users_reword_their_own_words_while_the_session_is_open(studio: Studio) -> None:
    """(c) a user rewrites what the assistant said, and what was said in a session that is over"""
    session = studio.open_session(USER_ONE)
    studio.say(USER_ONE, session)
    studio.answer(session)
    reword = "update public.conversation_messages set content = 'otherwise' returning role"
    assert studio.run(USER_ONE, reword) == [("user",)]
    studio.step(USER_ONE, session, "delivered")
    assert studio.run(USER_ONE, reword) == []


@pytest.mark.parametrize("state", ["delivered", "cancelled"])
def test_a_final_session_takes_the_backends_late_answer_alone(studio: Studio, state: str) -> None:
    """(b) … into a session that is over"""
    session = studio.open_session(USER_ONE)
    studio.step(USER_ONE, session, state)
    with pytest.raises(errors.InsufficientPrivilege):
        studio.say(USER_ONE, session)
    studio.age(session, "1 hour")
    studio.answer(session)
    kept = "select state, completed_at = now() - interval '1 hour', last_activity_at = now() from conversation_sessions"
    assert studio.run(None, kept) == [(state, True, True)]


def test_users_talk_about_their_own_brands(studio: Studio) -> None:
    """(d) a session about anyone's brand"""
    insert = "insert into public.conversation_sessions (brand_id, user_id) values (%s, %s)"
    with pytest.raises(errors.InsufficientPrivilege):
        studio.run(USER_ONE, insert, brand_of(USER_TWO), USER_ONE.uid)
    with pytest.raises(errors.InsufficientPrivilege):
        studio.run(USER_ONE, insert, brand_of(USER_TWO), USER_TWO.uid)
    studio.run(BACKEND, insert, brand_of(USER_TWO), USER_ONE.uid)


@pytest.mark.parametrize(
    "column", ["id", "brand_id", "user_id", "active_task_plan_id", "created_at", "last_activity_at", "completed_at"]
)
def test_times_and_plans_of_a_session_are_not_its_users_to_write(studio: Studio, column: str) -> None:
    """(d) a session is moved to another brand; (e) its times and its task plan are written by its user"""
    studio.open_session(USER_ONE)
    with pytest.raises(errors.InsufficientPrivilege):
        studio.run(USER_ONE, f"update public.conversation_sessions set {column} = {column}")


@pytest.mark.parametrize("column", ["user_id", "brand_id", "id"])
@pytest.mark.parametrize("person", [BACKEND, None], ids=["service_role", "owner"])
def test_a_session_keeps_its_user_and_its_brand(studio: Studio, person: Person | None, column: str) -> None:
    """(d) nor does the backend hand it over: its messages would stay behind with another user"""
    studio.open_session(USER_ONE)
    other = {"user_id": USER_TWO.uid, "brand_id": brand_of(USER_TWO), "id": brand_of(USER_TWO)}[column]
    with pytest.raises(errors.CheckViolation, match="keeps its id, its user and its brand"):
        studio.run(person, f"update public.conversation_sessions set {column} = %s", other)


@pytest.mark.requirement("001-auto-timestamps")
@pytest.mark.parametrize("person", [BACKEND, None], ids=["service_role", "owner"])
def test_a_trigger_and_nothing_else_says_when_a_session_ended(studio: Studio, person: Person | None) -> None:
    """(e) completed_at may be anything"""
    insert = """
        insert into public.conversation_sessions (brand_id, user_id, completed_at) values (%s, %s, 'epoch')
        returning completed_at
    """
    assert studio.run(person, insert, brand_of(USER_ONE), USER_ONE.uid) == [(None,)]
    set_end = "update public.conversation_sessions set completed_at = 'epoch' returning completed_at"
    assert studio.run(person, set_end) == [(None,)]
    end = "update public.conversation_sessions set state = 'delivered', completed_at = null returning completed_at"
    assert studio.run(person, end) == studio.run(None, "select now()")


@pytest.mark.parametrize("person", [USER_ONE, BACKEND, None], ids=["user", "service_role", "owner"])
def test_a_session_begins_at_the_beginning(studio: Studio, person: Person | None) -> None:
    """(f) a session may begin in any state; test_machine.py has the steps"""
    insert = "insert into public.conversation_sessions (brand_id, user_id, state) values (%s, %s, 'delivered')"
    with pytest.raises(errors.CheckViolation, match="begins as initial, not as delivered"):
        studio.run(person, insert, brand_of(USER_ONE), USER_ONE.uid)


@pytest.mark.parametrize("person", [USER_ONE, BACKEND, None], ids=["user", "service_role", "owner"])
@pytest.mark.parametrize("change", ["state = 'gathering'", 'parsed_intent = \'{"platform": "TikTok"}\''])
def test_what_is_over_stays_as_it_is(studio: Studio, person: Person | None, change: str) -> None:
    """(f) a delivered session goes on, or is rewritten"""
    session = studio.open_session(USER_ONE)
    studio.run(USER_ONE, "select public.cancel_conversation_session(%s)", session)
    with pytest.raises(errors.CheckViolation, match="is cancelled and stays as it is"):
        studio.run(person, f"update public.conversation_sessions set {change}")


def test_a_cancelled_session_has_an_end(studio: Studio) -> None:
    """(g) cancel_conversation_session sets no completed_at, and so the session is kept for ever"""
    session = studio.open_session(USER_ONE)
    studio.run(USER_ONE, "select public.cancel_conversation_session(%s)", session)
    assert studio.value(None, "select completed_at = now() from public.conversation_sessions")


@pytest.mark.parametrize("call", CALLS)
def test_no_visitor_calls_anything(studio: Studio, call: str) -> None:
    """(h) all functions may be called by anyone, as their owner, with any search_path"""
    with pytest.raises(errors.InsufficientPrivilege):
        studio.run(NOBODY, call, studio.open_session(USER_ONE))


def test_functions_are_pinned_and_run_as_their_caller(studio: Studio) -> None:
    """(h) … one alone must write what its caller may not"""
    functions = """
        select proname, prosecdef, proconfig from pg_catalog.pg_proc
        where pronamespace = 'public'::regnamespace
          and (prosecdef or proconfig is distinct from array['search_path=""'])
    """
    assert studio.run(None, functions) == [("update_session_on_message", True, ['search_path=""'])]


@pytest.mark.parametrize("call", CALLS[:2])
def test_who_ends_what_is_not_theirs_is_told(studio: Studio, call: str) -> None:
    """(i) the backend can end no session, and (j) ending somebody else's says that it went well"""
    session = studio.open_session(USER_ONE)
    for target in (session, brand_of(USER_TWO)):
        with pytest.raises(errors.NoDataFound, match="no conversation session"):
            studio.run(USER_TWO, call, target)
    studio.run(BACKEND, call, session)
    assert studio.state(session) != "initial"


@pytest.mark.parametrize("call", CALLS[2:])
def test_the_backend_reads_any_session_and_a_stranger_none(studio: Studio, call: str) -> None:
    """(i) the backend is told that every session is empty and cost nothing"""
    session = studio.open_session(USER_ONE)
    studio.answer(session)
    assert studio.run(BACKEND, call, session) == studio.run(USER_ONE, call, session)
    assert studio.run(USER_TWO, call, session) != studio.run(USER_ONE, call, session)
    assert studio.run(USER_TWO, call, session) == studio.run(USER_TWO, call, brand_of(USER_ONE))


@pytest.mark.parametrize("person", [NOBODY, USER_ONE, BACKEND], ids=lambda person: person.label)
@pytest.mark.parametrize("table", ["brands", "conversation_sessions", "conversation_messages"])
def test_nobody_truncates(studio: Studio, person: Person, table: str) -> None:
    """(k) anyone may TRUNCATE"""
    with pytest.raises(errors.InsufficientPrivilege):
        studio.run(person, f"truncate public.{table} cascade")


def test_policies_are_for_users_and_ask_once(studio: Studio) -> None:
    """(l) policies for every role there is, which ask who calls once a row"""
    policies = """
        select policyname, roles, regexp_count(expression, 'auth\\.uid') - regexp_count(expression, 'SELECT auth\\.uid')
        from pg_catalog.pg_policies, concat(qual, with_check) as expression
        where schemaname = 'public'
    """
    for name, roles, bare in studio.run(None, policies):
        assert (roles, bare) == (["authenticated"], 0), name


@pytest.mark.parametrize("person", [BACKEND, None], ids=["service_role", "owner"])
def test_a_message_has_the_user_and_the_brand_of_its_session(studio: Studio, person: Person | None) -> None:
    """(m) a message of one user, about another one's brand, in the session of a third"""
    session = studio.open_session(USER_ONE)
    for brand, user in ((USER_ONE, USER_TWO), (USER_TWO, USER_ONE), (USER_TWO, USER_TWO)):
        with pytest.raises(errors.ForeignKeyViolation, match="another user or brand than its session"):
            studio.run(person, SAY, session, brand_of(brand), user.uid, "assistant")
        with pytest.raises(errors.ForeignKeyViolation, match="another user or brand than its session"):
            studio.run(person, ANSWER, session, brand_of(brand), user.uid, "openai", "0.1")
    studio.say(person, session)
    for change in (f"user_id = '{USER_TWO.uid}'", f"brand_id = '{brand_of(USER_TWO)}'"):
        with pytest.raises(errors.ForeignKeyViolation, match="another user or brand than its session"):
            studio.run(person, f"update public.conversation_messages set {change}")
