"""The two views: what they show, and to whom."""

import pytest

from carfind.chat import BACKEND, SCHEMA, USER_ONE, USER_TWO, VISITOR_ONE, Chat
from pgcordon.actors.actor import Person

pytestmark = pytest.mark.pgcordon(schema=SCHEMA)

COLUMNS = """
    select column_name from information_schema.columns
    where table_schema = 'public' and table_name = %s order by ordinal_position
"""
VIEWS = ["session_summary", "session_with_messages"]


@pytest.mark.parametrize(
    ("view", "columns"),
    [
        pytest.param(
            "session_summary",
            ["id", "user_id", "title", "created_at", "updated_at", "message_count", "last_message_at"],
            marks=pytest.mark.requirement("004-view-summary"),
        ),
        pytest.param(
            "session_with_messages",
            [
                "session_id",
                "user_id",
                "title",
                "session_created_at",
                "session_updated_at",
                "message_id",
                "role",
                "content",
                "metadata",
                "message_created_at",
            ],
            marks=pytest.mark.requirement("004-view-messages"),
        ),
    ],
)
def test_each_view_has_the_documents_columns(chat: Chat, view: str, columns: list[str]) -> None:
    assert [name for (name,) in chat.run(None, COLUMNS, view)] == columns


@pytest.mark.requirement("004-view-summary", "004-success-views", "004-done-views")
def test_the_summary_counts_messages(chat: Chat) -> None:
    silent, busy = chat.begin(USER_ONE, "Silent"), chat.begin(USER_ONE, "Busy")
    for minute in (1, 3, 2):
        chat.run(
            BACKEND,
            """
            insert into public.chat_messages (session_id, role, content, created_at)
            values (%s, 'user', 'text', now() - make_interval(mins => %s))
            """,
            busy,
            minute,
        )
    summary = """
        select id, user_id, title, message_count, now() - last_message_at = interval '1 minute'
        from public.session_summary order by message_count
    """
    assert chat.run(USER_ONE, summary) == [
        (silent, USER_ONE.uid, "Silent", 0, None),
        (busy, USER_ONE.uid, "Busy", 3, True),
    ]


@pytest.mark.requirement("004-view-messages", "004-success-views", "004-done-views", "004-req-002")
def test_a_session_comes_with_its_messages(chat: Chat) -> None:
    session = chat.begin(USER_ONE, "Estate cars")
    chat.say(USER_ONE, session, "Which one?")
    statement = "select session_id, user_id, title, role, content, metadata from public.session_with_messages"
    assert chat.run(USER_ONE, statement) == [(session, USER_ONE.uid, "Estate cars", "user", "Which one?", {})]


@pytest.mark.requirement("004-view-messages")
def test_a_session_without_messages_is_shown(chat: Chat) -> None:
    session = chat.begin(VISITOR_ONE)
    statement = "select session_id, user_id, message_id, content from public.session_with_messages"
    assert chat.run(VISITOR_ONE, statement) == [(session, None, None, None)]


@pytest.mark.requirement("004-view-messages-order")
def test_conversations_are_read_in_order(chat: Chat) -> None:
    """(l) the view's own ORDER BY mingles sessions of one instant; a reader's order need not"""
    sessions = sorted(chat.begin(USER_ONE) for _ in range(2))
    for minute in range(4):
        chat.run(
            BACKEND,
            """
            insert into public.chat_messages (session_id, role, content, created_at)
            values (%s, 'user', %s, now() + make_interval(mins => %s))
            """,
            sessions[minute % 2],
            f"minute {minute}",
            minute,
        )
    statement = """
        select session_id, content from public.session_with_messages
        order by session_updated_at desc, session_id, message_created_at, message_id
    """
    assert chat.run(USER_ONE, statement) == [
        (sessions[0], "minute 0"),
        (sessions[0], "minute 2"),
        (sessions[1], "minute 1"),
        (sessions[1], "minute 3"),
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_sorts_what_nobody_asked_it_to(chat: Chat, view: str) -> None:
    """(l) ORDER BY in a view binds no reader and costs every one"""
    assert "ORDER BY" not in chat.value(None, "select pg_catalog.pg_get_viewdef(%s::regclass)", f"public.{view}")


@pytest.mark.requirement("004-view-rls", "004-success-rls")
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("stranger", [USER_TWO, VISITOR_ONE], ids=lambda person: person.label)
def test_a_view_shows_what_its_reader_may_see(chat: Chat, view: str, stranger: Person) -> None:
    """(c) both views show everyone everything"""
    chat.say(USER_ONE, chat.begin(USER_ONE))
    assert len(chat.run(USER_ONE, f"select * from public.{view}")) == 1
    assert len(chat.run(BACKEND, f"select * from public.{view}")) == 1
    assert chat.run(stranger, f"select * from public.{view}") == []


@pytest.mark.parametrize(
    "view",
    [
        pytest.param("session_summary", marks=pytest.mark.requirement("004-view-summary-owner")),
        pytest.param("session_with_messages", marks=pytest.mark.requirement("004-view-messages-owner")),
    ],
)
def test_a_view_belongs_to_postgres_and_runs_as_its_reader(chat: Chat, view: str) -> None:
    """(c) an owner who bypasses row security"""
    statement = "select relowner::regrole::text, reloptions from pg_catalog.pg_class where oid = %s::regclass"
    assert chat.run(None, statement, f"public.{view}") == [("postgres", ["security_invoker=true"])]
