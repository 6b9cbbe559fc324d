"""The verification checklist of the document, line by line; each docstring quotes its line."""

import pytest
from psycopg import errors

from alamo_prime.restaurant import ADMIN, BACKEND, GROUP, MANAGER, OTHER_GROUP, USER_ONE, USER_TWO, Restaurant
from pgcordon.actors.actor import Person

TABLES = ["ai_prompts", "chat_messages", "chat_sessions"]

CONSTRAINTS = """
    select conname from pg_catalog.pg_constraint
    where conrelid = %s::regclass and contype in ('c', 'p', 'u') and convalidated order by conname
"""
REFERENCES = """
    select confrelid::regclass::text, confdeltype from pg_catalog.pg_constraint
    where conrelid = %s::regclass and contype = 'f' order by confrelid::regclass::text
"""
SAY = "insert into public.chat_messages (session_id, role, content) values (%s, 'user', 'Which red?')"
CASCADE = "c"


@pytest.mark.requirement("000-checklist-prompts", "000-prompts-slug")
def test_ai_prompts_exists_with_its_constraints(restaurant: Restaurant) -> None:
    """`ai_prompts` table exists with all constraints passing"""
    names = [name for (name,) in restaurant.run(None, CONSTRAINTS, "public.ai_prompts")]
    assert names == [
        "ai_prompts_category_check",
        "ai_prompts_domain_check",
        "ai_prompts_domain_required",
        "ai_prompts_pkey",
        "ai_prompts_slug_key",
    ]


@pytest.mark.requirement(
    "000-checklist-sessions", "000-profiles-cascade", "000-groups-cascade", "000-sessions-user", "000-sessions-group"
)
def test_chat_sessions_refers_to_profiles_and_groups(restaurant: Restaurant) -> None:
    """`chat_sessions` table exists with FK to `profiles` and `groups`"""
    references = restaurant.run(None, REFERENCES, "public.chat_sessions")
    assert references == [("groups", CASCADE), ("profiles", CASCADE)]


@pytest.mark.requirement("000-checklist-messages", "000-messages-session")
def test_chat_messages_refers_to_chat_sessions(restaurant: Restaurant) -> None:
    """`chat_messages` table exists with FK to `chat_sessions`"""
    assert restaurant.run(None, REFERENCES, "public.chat_messages") == [("chat_sessions", CASCADE)]


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        pytest.param("ai_prompts", "category", "tool", marks=pytest.mark.requirement("000-check-prompts-category")),
        pytest.param("ai_prompts", "domain", "desserts", marks=pytest.mark.requirement("000-check-prompts-domain")),
        pytest.param(
            "chat_sessions",
            "context_type",
            "desserts",
            marks=pytest.mark.requirement("000-check-sessions-context-type"),
        ),
        pytest.param("chat_sessions", "mode", "video", marks=pytest.mark.requirement("000-check-sessions-mode")),
        pytest.param("chat_sessions", "status", "paused", marks=pytest.mark.requirement("000-check-sessions-status")),
        pytest.param("chat_messages", "role", "system", marks=pytest.mark.requirement("000-check-messages-role")),
        pytest.param(
            "chat_messages", "input_mode", "video", marks=pytest.mark.requirement("000-check-messages-input-mode")
        ),
    ],
)
@pytest.mark.requirement("000-checklist-checks")
def test_check_constraints_enforce_their_values(restaurant: Restaurant, table: str, column: str, value: str) -> None:
    """All CHECK constraints enforce valid enum values"""
    restaurant.run(USER_ONE, SAY, restaurant.open_session(USER_ONE))
    with pytest.raises(errors.CheckViolation) as refused:
        restaurant.run(None, f"update public.{table} set {column} = %s", value)
    assert refused.value.diag.constraint_name == f"{table}_{column}_check"


@pytest.mark.requirement("000-checklist-rls", "000-rls-prompts", "000-rls-sessions", "000-rls-messages")
def test_row_security_is_on(restaurant: Restaurant) -> None:
    """RLS is enabled on all 3 tables"""
    secured = restaurant.run(
        None,
        "select relname from pg_catalog.pg_class where relname = any(%s) and relrowsecurity order by relname",
        TABLES,
    )
    assert [name for (name,) in secured] == TABLES


@pytest.mark.requirement("000-checklist-read-prompts", "000-policy-view-prompts")
def test_signed_in_users_read_active_prompts(restaurant: Restaurant) -> None:
    """Authenticated user can SELECT from `ai_prompts` (active only)"""
    restaurant.run(None, "update public.ai_prompts set is_active = false where slug = 'tool-map'")
    slugs = [slug for (slug,) in restaurant.run(USER_ONE, "select slug from public.ai_prompts")]
    assert len(slugs) == 28
    assert "tool-map" not in slugs


@pytest.mark.requirement(
    "000-checklist-own-sessions",
    "000-policy-view-own-sessions",
    "000-policy-insert-own-sessions",
    "000-policy-update-own-sessions",
)
def test_users_handle_their_own_sessions(restaurant: Restaurant) -> None:
    """Authenticated user can INSERT/SELECT/UPDATE own `chat_sessions`"""
    session = restaurant.value(
        USER_ONE,
        "insert into public.chat_sessions (user_id, group_id, context_type) values (%s, %s, 'wines') returning id",
        USER_ONE.uid,
        GROUP,
    )
    assert restaurant.run(USER_ONE, "select id from public.chat_sessions") == [(session,)]
    restaurant.run(USER_ONE, "update public.chat_sessions set last_active_at = now() where id = %s", session)
    restaurant.run(USER_ONE, "update public.chat_sessions set status = 'closed' where id = %s", session)
    assert restaurant.status(session) == "closed"


@pytest.mark.requirement("000-checklist-own-messages", "000-policy-view-own-messages", "000-policy-insert-own-messages")
def test_users_handle_their_own_messages(restaurant: Restaurant) -> None:
    """Authenticated user can INSERT/SELECT own `chat_messages`"""
    session = restaurant.open_session(USER_ONE)
    restaurant.run(USER_ONE, SAY, session)
    assert restaurant.run(USER_ONE, "select session_id, content from public.chat_messages") == [(session, "Which red?")]


@pytest.mark.requirement("000-checklist-not-others", "000-sessions-private", "000-messages-inherit")
def test_users_do_not_see_others(restaurant: Restaurant) -> None:
    """Authenticated user CANNOT see other users' sessions or messages"""
    restaurant.run(USER_ONE, SAY, restaurant.open_session(USER_ONE))
    for other in (USER_TWO, MANAGER):
        assert restaurant.run(other, "select id from public.chat_sessions") == []
        assert restaurant.run(other, "select id from public.chat_messages") == []


@pytest.mark.requirement("000-checklist-admin", "000-policy-view-all-sessions", "000-policy-view-all-messages")
def test_admins_see_everything(restaurant: Restaurant) -> None:
    """Admin can see all sessions and messages"""
    for person in (USER_ONE, USER_TWO):
        restaurant.run(person, SAY, restaurant.open_session(person))
    assert restaurant.count(ADMIN, "select id from public.chat_sessions") == 2
    assert restaurant.count(ADMIN, "select id from public.chat_messages") == 2


@pytest.mark.parametrize("silence", ["0", "1 hour", "4 hours -1 microsecond"])
@pytest.mark.requirement(
    "000-checklist-returns-live", "000-resumption", "000-open-returns-or-creates", "000-open-finds", "000-open-touches"
)
def test_a_live_session_is_resumed(restaurant: Restaurant, silence: str) -> None:
    """`get_or_create_chat_session` returns existing active session if < 4h old"""
    session = restaurant.open_session(USER_ONE)
    restaurant.age(session, silence)
    assert restaurant.open_session(USER_ONE) == session
    touched = "select last_active_at = now() from public.chat_sessions where id = %s"
    assert restaurant.value(None, touched, session)


@pytest.mark.parametrize("silence", ["4 hours", "4 hours 1 microsecond", "3 days"])
@pytest.mark.requirement("000-checklist-creates", "000-open-returns-or-creates", "000-open-creates")
def test_a_stale_session_is_replaced(restaurant: Restaurant, silence: str) -> None:
    """`get_or_create_chat_session` creates new session if none exists or stale"""
    session = restaurant.open_session(USER_ONE)
    restaurant.age(session, silence)
    assert restaurant.open_session(USER_ONE) != session
    assert restaurant.count(None, "select id from public.chat_sessions") == 2


@pytest.mark.parametrize("caller", [USER_ONE, BACKEND], ids=lambda person: person.label)
@pytest.mark.requirement("000-checklist-closes-stale", "000-open-closes-stale")
def test_opening_closes_the_stale_session_and_no_other(restaurant: Restaurant, caller: Person) -> None:
    """`get_or_create_chat_session` closes stale sessions on creation"""
    restaurant.join(USER_ONE, OTHER_GROUP)
    stale = restaurant.open_session(USER_ONE)
    others = [
        restaurant.open_session(USER_ONE, "dishes"),
        restaurant.open_session(USER_ONE, group=OTHER_GROUP),
        restaurant.open_session(USER_TWO),
    ]
    for session in (stale, *others):
        restaurant.age(session, "5 hours")
    restaurant.run(caller, "select public.get_or_create_chat_session(%s, %s, 'wines')", USER_ONE.uid, GROUP)
    assert restaurant.status(stale) == "closed"
    assert {restaurant.status(each) for each in others} == {"active"}


@pytest.mark.requirement("000-checklist-history-order", "000-history-newest", "000-history-injection")
def test_history_is_chronological(restaurant: Restaurant) -> None:
    """`get_chat_history` returns messages in chronological order"""
    session = restaurant.open_session(USER_ONE)
    for minute in (2, 1, 3):
        restaurant.run(
            None,
            """insert into public.chat_messages (session_id, role, content, created_at)
               values (%s, 'user', %s, now() + make_interval(mins => %s))""",
            session,
            f"minute {minute}",
            minute,
        )
    history = "select content from public.get_chat_history(%s)"
    assert restaurant.run(USER_ONE, history, session) == [("minute 1",), ("minute 2",), ("minute 3",)]
    newest_two = "select content from public.get_chat_history(%s, 2)"
    assert restaurant.run(USER_ONE, newest_two, session) == [("minute 2",), ("minute 3",)]


@pytest.mark.requirement("000-checklist-history-tools", "000-history-content")
def test_history_leaves_tools_out(restaurant: Restaurant) -> None:
    """`get_chat_history` excludes tool-role messages"""
    session = restaurant.open_session(USER_ONE)
    for role in ("user", "tool", "assistant"):
        restaurant.run(
            BACKEND,
            "insert into public.chat_messages (session_id, role, content) values (%s, %s, %s)",
            session,
            role,
            role,
        )
    assert restaurant.run(USER_ONE, "select role from public.get_chat_history(%s)", session) == [
        ("user",),
        ("assistant",),
    ]


@pytest.mark.requirement("000-checklist-sweep", "000-expiry", "000-sweep-closes", "000-sweep-counts")
def test_the_sweep_closes_exactly_the_stale_sessions(restaurant: Restaurant) -> None:
    """`close_stale_sessions` closes only sessions older than expiry window"""
    ages = {"dishes": "4 hours -1 microsecond", "recipes": "4 hours", "wines": "1 day"}
    sessions = {context: restaurant.open_session(USER_ONE, context) for context in ages}
    for context, age in ages.items():
        restaurant.age(sessions[context], age)
    assert restaurant.value(BACKEND, "select public.close_stale_sessions()") == 2
    assert {context: restaurant.status(session) for context, session in sessions.items()} == {
        "dishes": "active",
        "recipes": "closed",
        "wines": "closed",
    }
    assert restaurant.value(BACKEND, "select public.close_stale_sessions()") == 0


@pytest.mark.parametrize("table", ["ai_prompts", "chat_sessions"])
@pytest.mark.requirement("000-checklist-updated-at")
def test_updates_are_dated(restaurant: Restaurant, table: str) -> None:
    """`update_updated_at_column` trigger fires on all 3 tables (note: `chat_messages` has no updated_at —
    intentional, messages are immutable)
    """
    restaurant.open_session(USER_ONE)
    backdate = f"update public.{table} set updated_at = 'epoch' returning updated_at = now()"
    assert set(restaurant.run(None, backdate)) == {(True,)}


@pytest.mark.requirement("000-checklist-updated-at", "000-messages-immutable")
def test_messages_have_no_updated_at(restaurant: Restaurant) -> None:
    """(note: `chat_messages` has no updated_at — intentional, messages are immutable)"""
    with pytest.raises(errors.UndefinedColumn):
        restaurant.run(None, "select updated_at from public.chat_messages")
    for person in (USER_ONE, ADMIN, BACKEND):
        with pytest.raises(errors.InsufficientPrivilege):
            restaurant.run(person, "update public.chat_messages set content = 'rewritten'")


@pytest.mark.requirement("000-checklist-seed", "000-placeholders")
def test_all_prompts_are_seeded(restaurant: Restaurant) -> None:
    """Seed data: all prompt rows inserted with correct categories and domains"""
    seeded = restaurant.run(
        None, "select category, domain, count(*) from public.ai_prompts group by 1, 2 order by 1, 2"
    )
    assert seeded == [
        ("action", "beer_liquor", 3),
        ("action", "cocktails", 4),
        ("action", "dishes", 4),
        ("action", "recipes", 3),
        ("action", "wines", 4),
        *(("domain", domain, 1) for domain in ("beer_liquor", "cocktails", "dishes", "manual", "recipes", "wines")),
        ("system", None, 3),
        ("voice", None, 2),
    ]
    bilingual = "select category from public.ai_prompts where prompt_es is not null group by 1 order by 1"
    assert restaurant.run(None, bilingual) == [("domain",), ("system",), ("voice",)]
