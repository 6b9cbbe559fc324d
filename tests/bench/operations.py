"""What a client asks of each system again and again, and how long its document lets that take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operation:
    """One statement, sent for many users; `{user}`, `{session}` and the like stand for a value of each case."""

    what: str
    statement: str
    """As a client sends it, who names a user or a session and leaves the rest to row security."""
    by_hand: str
    """The same answer for the same user without row security, from a backend that asks itself whose session it is."""
    cases: str
    """SQL that draws the cases: `"user"`, and a column for each placeholder."""
    expected: float | None = None
    """Milliseconds, where the document states them."""


@dataclass(frozen=True, slots=True)
class Workload:
    """The operations of a system; all its variants run the same statements."""

    system: str
    operations: tuple[Operation, ...]

    def operation(self, what: str) -> Operation:
        return next(each for each in self.operations if each.what == what)


def _users(table: str) -> str:
    """Users, each as likely as any other."""
    return f"""
        select user_id as "user" from (select distinct user_id from {table} where user_id is not null) as each
        order by hashtext(user_id::text)
    """


def _sessions(table: str, *columns: str, having: str = "true") -> str:
    """Sessions, each as likely as any other, so that most of them belong to busy users."""
    return f"""
        select {", ".join(("id as session", 'user_id as "user"', *columns))} from {table}
        where user_id is not null and {having}
        order by hashtext(id::text)
    """


ALAMO_PRIME = Workload(
    "alamo_prime",
    (
        Operation(
            "a user's sessions",
            "select * from public.chat_sessions where user_id = {user} order by last_active_at desc",
            "select * from public.chat_sessions where user_id = {user} order by last_active_at desc",
            _users("public.chat_sessions"),
        ),
        Operation(
            "a session's messages",
            "select * from public.chat_messages where session_id = {session} order by created_at",
            """
            select * from public.chat_messages
            where session_id = {session}
              and exists (select from public.chat_sessions where id = {session} and user_id = {user})
            order by created_at
            """,
            _sessions("public.chat_sessions"),
        ),
        Operation(
            "get_chat_history",
            "select * from public.get_chat_history({session})",
            """
            select h.* from public.chat_sessions as s cross join lateral public.get_chat_history(s.id) as h
            where s.id = {session} and s.user_id = {user}
            """,
            _sessions("public.chat_sessions"),
        ),
        Operation(
            "get_or_create_chat_session",
            "select public.get_or_create_chat_session({user}, {group}, 'wines')",
            "select public.get_or_create_chat_session({user}, {group}, 'wines')",
            """
            select user_id as "user", group_id as "group" from public.group_memberships
            order by hashtext(user_id::text)
            """,
        ),
        Operation(
            "insert a message",
            "insert into public.chat_messages (session_id, role, content) values ({session}, 'user', 'Which red?')",
            """
            insert into public.chat_messages (session_id, role, content)
            select id, 'user', 'Which red?' from public.chat_sessions
            where id = {session} and user_id = {user} and status = 'active'
            """,
            _sessions("public.chat_sessions", having="status = 'active'"),
        ),
    ),
)

BRAND_INFINITY = Workload(
    "brand_infinity",
    (
        Operation(
            "find a user's sessions",
            "select * from public.conversation_sessions where user_id = {user} order by last_activity_at desc",
            "select * from public.conversation_sessions where user_id = {user} order by last_activity_at desc",
            _users("public.conversation_sessions"),
            expected=1,
        ),
        Operation(
            "get a session's messages",
            """
            select * from public.conversation_messages where session_id = {session}
            order by created_at desc limit 50
            """,
            """
            select * from public.conversation_messages where session_id = {session} and user_id = {user}
            order by created_at desc limit 50
            """,
            _sessions("public.conversation_sessions"),
            expected=5,
        ),
        Operation(
            "calculate a session's cost",
            "select public.get_session_cost({session})",
            """
            select public.get_session_cost(id) from public.conversation_sessions
            where id = {session} and user_id = {user}
            """,
            _sessions("public.conversation_sessions"),
            expected=10,
        ),
        Operation(
            "provider analytics",
            "select * from public.provider_usage_stats where user_id = {user}",
            "select * from public.provider_usage_stats where user_id = {user}",
            _users("public.conversation_sessions"),
            expected=50,
        ),
        Operation(
            "insert a message",
            """
            insert into public.conversation_messages (session_id, brand_id, user_id, role, content)
            values ({session}, {brand}, {user}, 'user', 'Make a TikTok video')
            """,
            """
            insert into public.conversation_messages (session_id, brand_id, user_id, role, content)
            select id, brand_id, user_id, 'user', 'Make a TikTok video' from public.conversation_sessions
            where id = {session} and brand_id = {brand} and user_id = {user}
              and state not in ('delivered', 'cancelled')
            """,
            _sessions(
                "public.conversation_sessions", "brand_id as brand", having="state not in ('delivered', 'cancelled')"
            ),
            expected=2,
        ),
    ),
)

CARFIND = Workload(
    "carfind",
    (
        Operation(
            "a user's sessions by update",
            "select * from public.chat_sessions where user_id = {user} order by updated_at desc",
            "select * from public.chat_sessions where user_id = {user} order by updated_at desc",
            _users("public.chat_sessions"),
            expected=500,
        ),
        Operation(
            "a session's messages",
            "select * from public.chat_messages where session_id = {session} order by created_at",
            """
            select * from public.chat_messages
            where session_id = {session}
              and exists (select from public.chat_sessions where id = {session} and user_id = {user})
            order by created_at
            """,
            _sessions("public.chat_sessions"),
            expected=500,
        ),
        Operation(
            "session_summary of a user",
            "select * from public.session_summary where user_id = {user}",
            "select * from public.session_summary where user_id = {user}",
            _users("public.chat_sessions"),
            expected=500,
        ),
        Operation(
            "session_with_messages of a session",
            "select * from public.session_with_messages where session_id = {session} order by message_created_at",
            """
            select * from public.session_with_messages where session_id = {session} and user_id = {user}
            order by message_created_at
            """,
            _sessions("public.chat_sessions"),
            expected=500,
        ),
        Operation(
            "insert a message",
            "insert into public.chat_messages (session_id, role, content) values ({session}, 'user', 'Is it rusty?')",
            """
            insert into public.chat_messages (session_id, role, content)
            select id, 'user', 'Is it rusty?' from public.chat_sessions where id = {session} and user_id = {user}
            """,
            _sessions("public.chat_sessions"),
            expected=500,
        ),
    ),
)

WORKLOADS = (BRAND_INFINITY, CARFIND, ALAMO_PRIME)
