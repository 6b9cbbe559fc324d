"""The extension, the two tables, their columns, defaults, comments and indexes, under the document's names."""

import pytest

from carfind.chat import BACKEND, SCHEMA, USER_ONE, Chat

pytestmark = pytest.mark.pgcordon(schema=SCHEMA)

UUID = "extensions.uuid_generate_v4()"
TIME = "timestamp with time zone"

COLUMN = """
    select
      pg_catalog.format_type(a.atttypid, a.atttypmod),
      a.attnotnull,
      (select pg_catalog.pg_get_expr(d.adbin, d.adrelid) from pg_catalog.pg_attrdef as d
       where (d.adrelid, d.adnum) = (a.attrelid, a.attnum))
    from pg_catalog.pg_attribute as a
    where a.attrelid = %s::regclass and a.attname = %s
"""
COMMENT = """
    select pg_catalog.col_description(a.attrelid, a.attnum)
    from pg_catalog.pg_attribute as a
    where a.attrelid = %s::regclass and a.attname = %s
"""
REFERENCE = """
    select c.confrelid::regclass::text, c.confdeltype
    from pg_catalog.pg_constraint as c
    join pg_catalog.pg_attribute as a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
    where c.contype = 'f' and c.conrelid = %s::regclass and a.attname = %s
"""
COLUMNS_OF = """
    select attname from pg_catalog.pg_attribute
    where attrelid = %s::regclass and attnum > 0 and not attisdropped order by attnum
"""
CASCADE = "c"


@pytest.mark.requirement("004-extension")
def test_the_extension_makes_the_ids(chat: Chat) -> None:
    assert chat.value(None, "select extname from pg_catalog.pg_extension where extname = 'uuid-ossp'") == "uuid-ossp"
    session = chat.begin(USER_ONE)
    message = chat.say(USER_ONE, session)
    assert (session.version, message.version) == (4, 4)


@pytest.mark.requirement(
    "004-objective-sessions",
    "004-objective-messages",
    "004-design",
    "004-sessions-table",
    "004-messages-table",
    "004-success-structure",
    "004-done-tables",
)
def test_the_tables_have_the_documents_columns(chat: Chat) -> None:
    of_sessions = [name for (name,) in chat.run(None, COLUMNS_OF, "public.chat_sessions")]
    assert of_sessions == ["id", "user_id", "visitor_id", "title", "created_at", "updated_at"]
    of_messages = [name for (name,) in chat.run(None, COLUMNS_OF, "public.chat_messages")]
    assert of_messages == ["id", "session_id", "role", "content", "metadata", "created_at"]


@pytest.mark.parametrize(
    ("table", "column", "kind", "not_null", "default"),
    [
        pytest.param("chat_sessions", "id", "uuid", True, UUID, marks=pytest.mark.requirement("004-sessions-id")),
        pytest.param(
            "chat_sessions", "user_id", "uuid", False, None, marks=pytest.mark.requirement("004-sessions-user-id")
        ),
        ("chat_sessions", "visitor_id", "uuid", False, None),
        pytest.param(
            "chat_sessions",
            "title",
            "text",
            True,
            "'New Conversation'::text",
            marks=pytest.mark.requirement("004-sessions-title"),
        ),
        pytest.param(
            "chat_sessions", "created_at", TIME, True, "now()", marks=pytest.mark.requirement("004-sessions-created-at")
        ),
        pytest.param(
            "chat_sessions", "updated_at", TIME, True, "now()", marks=pytest.mark.requirement("004-sessions-updated-at")
        ),
        pytest.param("chat_messages", "id", "uuid", True, UUID, marks=pytest.mark.requirement("004-messages-id")),
        pytest.param(
            "chat_messages", "session_id", "uuid", True, None, marks=pytest.mark.requirement("004-messages-session-id")
        ),
        pytest.param("chat_messages", "role", "text", True, None, marks=pytest.mark.requirement("004-messages-role")),
        pytest.param(
            "chat_messages", "content", "text", True, None, marks=pytest.mark.requirement("004-messages-content")
        ),
        pytest.param(
            "chat_messages",
            "metadata",
            "jsonb",
            False,
            "'{}'::jsonb",
            marks=pytest.mark.requirement("004-messages-metadata"),
        ),
        pytest.param(
            "chat_messages", "created_at", TIME, True, "now()", marks=pytest.mark.requirement("004-messages-created-at")
        ),
    ],
)
def test_each_column_is_as_the_document_has_it(
    chat: Chat, table: str, column: str, kind: str, not_null: bool, default: str | None
) -> None:
    """(n) and which uuid_generate_v4() is meant does not depend on a search_path"""
    chat.connection.execute("set local search_path = ''")
    assert chat.run(None, COLUMN, f"public.{table}", column) == [(kind, not_null, default)]


@pytest.mark.parametrize("table", ["chat_sessions", "chat_messages"])
def test_the_key_is_the_id(chat: Chat, table: str) -> None:
    statement = """
        select conname, pg_catalog.pg_get_constraintdef(oid) from pg_catalog.pg_constraint
        where conrelid = %s::regclass and contype = 'p'
    """
    assert chat.run(None, statement, f"public.{table}") == [(f"{table}_pkey", "PRIMARY KEY (id)")]


@pytest.mark.parametrize(
    ("table", "column", "references"),
    [
        pytest.param("chat_sessions", "user_id", "auth.users", marks=pytest.mark.requirement("004-sessions-user-id")),
        ("chat_sessions", "visitor_id", "auth.users"),
        pytest.param(
            "chat_messages", "session_id", "chat_sessions", marks=pytest.mark.requirement("004-messages-session-id")
        ),
    ],
)
def test_what_is_deleted_takes_its_own_along(chat: Chat, table: str, column: str, references: str) -> None:
    assert chat.run(None, REFERENCE, f"public.{table}", column) == [(references, CASCADE)]


def test_what_is_left_out_takes_its_default(chat: Chat) -> None:
    session = chat.value(BACKEND, "insert into public.chat_sessions (user_id) values (%s) returning id", USER_ONE.uid)
    assert chat.run(None, "select title, created_at = now(), updated_at = now() from public.chat_sessions") == [
        ("New Conversation", True, True)
    ]
    chat.say(BACKEND, session)
    assert chat.run(None, "select metadata, created_at = now() from public.chat_messages") == [({}, True)]


@pytest.mark.requirement("004-done-comments", "004-assess-documented")
def test_everything_has_a_comment(chat: Chat) -> None:
    bare = chat.run(
        None,
        """
        select a.attrelid::regclass, a.attname
        from pg_catalog.pg_attribute as a
        where a.attrelid in ('public.chat_sessions'::regclass, 'public.chat_messages'::regclass)
          and a.attnum > 0
          and pg_catalog.col_description(a.attrelid, a.attnum) is null
    """,
    )
    assert bare == []


@pytest.mark.parametrize(
    ("table", "comment"),
    [
        pytest.param(
            "chat_sessions",
            "Stores chat session metadata and user associations",
            marks=pytest.mark.requirement("004-sessions-comment"),
        ),
        pytest.param(
            "chat_messages",
            "Stores individual messages within chat sessions",
            marks=pytest.mark.requirement("004-messages-comment"),
        ),
    ],
)
def test_each_table_says_what_it_holds(chat: Chat, table: str, comment: str) -> None:
    statement = "select pg_catalog.obj_description(%s::regclass, 'pg_class')"
    assert chat.value(None, statement, f"public.{table}") == comment


@pytest.mark.parametrize(
    ("table", "column", "comment"),
    [
        pytest.param(
            "chat_sessions",
            "id",
            "Unique identifier for the chat session",
            marks=pytest.mark.requirement("004-sessions-comment-id"),
        ),
        pytest.param(
            "chat_sessions",
            "user_id",
            "References auth.users, null for anonymous sessions",
            marks=pytest.mark.requirement("004-sessions-comment-user-id"),
        ),
        pytest.param(
            "chat_sessions",
            "title",
            "Human-readable title for the conversation",
            marks=pytest.mark.requirement("004-sessions-comment-title"),
        ),
        pytest.param(
            "chat_sessions",
            "created_at",
            "Timestamp when session was created",
            marks=pytest.mark.requirement("004-sessions-comment-created-at"),
        ),
        pytest.param(
            "chat_sessions",
            "updated_at",
            "Timestamp when session was last modified",
            marks=pytest.mark.requirement("004-sessions-comment-updated-at"),
        ),
        pytest.param(
            "chat_messages",
            "id",
            "Unique identifier for the message",
            marks=pytest.mark.requirement("004-messages-comment-id"),
        ),
        pytest.param(
            "chat_messages",
            "session_id",
            "References the parent chat session",
            marks=pytest.mark.requirement("004-messages-comment-session-id"),
        ),
        pytest.param(
            "chat_messages",
            "role",
            "Message sender: user, assistant, or system",
            marks=pytest.mark.requirement("004-messages-comment-role"),
        ),
        pytest.param(
            "chat_messages",
            "content",
            "The actual message content",
            marks=pytest.mark.requirement("004-messages-comment-content"),
        ),
        pytest.param(
            "chat_messages",
            "metadata",
            "Additional message metadata (tokens, etc.)",
            marks=pytest.mark.requirement("004-messages-comment-metadata"),
        ),
        pytest.param(
            "chat_messages",
            "created_at",
            "Timestamp when message was created",
            marks=pytest.mark.requirement("004-messages-comment-created-at"),
        ),
    ],
)
def test_each_column_says_what_it_holds(chat: Chat, table: str, column: str, comment: str) -> None:
    assert chat.value(None, COMMENT, f"public.{table}", column) == comment


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        pytest.param(
            "idx_chat_sessions_user_id",
            "chat_sessions USING btree (user_id)",
            marks=pytest.mark.requirement("004-index-sessions-user-id"),
        ),
        pytest.param(
            "idx_chat_sessions_created_at",
            "chat_sessions USING btree (created_at DESC)",
            marks=pytest.mark.requirement("004-index-sessions-created-at"),
        ),
        pytest.param(
            "idx_chat_sessions_user_updated",
            "chat_sessions USING btree (user_id, updated_at DESC)",
            marks=pytest.mark.requirement("004-index-sessions-user-updated"),
        ),
        pytest.param(
            "idx_chat_messages_session_id",
            "chat_messages USING btree (session_id)",
            marks=pytest.mark.requirement("004-index-messages-session-id"),
        ),
        pytest.param(
            "idx_chat_messages_session_created",
            "chat_messages USING btree (session_id, created_at)",
            marks=pytest.mark.requirement("004-index-messages-session-created"),
        ),
        pytest.param(
            "idx_chat_messages_role",
            "chat_messages USING btree (role)",
            marks=pytest.mark.requirement("004-index-messages-role"),
        ),
    ],
)
def test_each_index_is_as_the_document_has_it(chat: Chat, name: str, keys: str) -> None:
    definition = chat.value(None, "select pg_catalog.pg_get_indexdef(%s::regclass)", f"public.{name}")
    assert definition == f"CREATE INDEX {name} ON public.{keys}"


@pytest.mark.requirement("004-objective-indexes", "004-success-indexes", "004-done-indexes")
def test_all_indexes_show_in_the_statistics(chat: Chat) -> None:
    names = chat.run(
        None,
        """
        select indexrelname from pg_catalog.pg_stat_user_indexes
        where schemaname = 'public' and indexrelname like 'idx%%' order by indexrelname
    """,
    )
    assert [name for (name,) in names] == [
        "idx_chat_messages_role",
        "idx_chat_messages_session_created",
        "idx_chat_messages_session_id",
        "idx_chat_sessions_created_at",
        "idx_chat_sessions_owner_updated",
        "idx_chat_sessions_user_id",
        "idx_chat_sessions_user_updated",
        "idx_chat_sessions_visitor_id",
    ]
