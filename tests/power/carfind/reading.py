"""Rows that somebody gets to see."""

from pgcordon.model import Command
from power.carfind import IN_MY_SESSION, MESSAGES, OWN, SESSIONS, SIGNED_IN
from power.hole import Edit, Hole, violated

_SESSIONS, _MESSAGES = "public.chat_sessions", "public.chat_messages"
_SELECT = Command.SELECT
_CLAIM = "((select auth.jwt()) ->> 'is_anonymous')::boolean"


def _sessions_where(using: str, to: str = "authenticated") -> Edit:
    """The SELECT policy of sessions, with another condition."""
    policy = "  on public.chat_sessions for select to {}\n  using ({});"
    return Edit(SESSIONS, policy.format("authenticated", OWN), policy.format(to, using))


def _messages_where(using: str) -> Edit:
    """The SELECT policy of messages, with another condition."""
    policy = "  on public.chat_messages for select to authenticated\n  using ({});"
    return Edit(MESSAGES, policy.format(f"\n    {IN_MY_SESSION}\n  "), policy.format(using))


HOLES = (
    Hole(
        "a session without a user is everybody's, as the document has it",
        violated(_SESSIONS, _SELECT, "user", "read-foreign-rows"),
        [_sessions_where(f"{OWN} or user_id is null")],
    ),
    Hole(
        "visitors see all sessions of visitors: null of the other column instead of one's own id in it",
        violated(_SESSIONS, _SELECT, "visitor", "read-foreign-rows"),
        [_sessions_where(f"case when {_CLAIM} then user_id is null else user_id = {SIGNED_IN} end")],
    ),
    Hole(
        "nobody is not distinct from nobody: null-safe equality, and a policy for all roles",
        violated(_SESSIONS, _SELECT, "anon", "read-foreign-rows"),
        [_sessions_where(f"user_id is not distinct from {SIGNED_IN} or visitor_id = {SIGNED_IN}", to="public")],
        extra_sql="grant select on public.chat_sessions to anon;",
    ),
    Hole(
        "a conversation that nobody named is nobody's",
        violated(_SESSIONS, _SELECT, "user", "read-foreign-rows"),
        [_sessions_where(f"{OWN} or title = 'New Conversation'")],
    ),
    Hole(
        "the session compared with itself: both names are the table's",
        violated(_SESSIONS, _SELECT, "user", "read-foreign-rows"),
        extra_sql=(
            'create policy "Users can view sessions of users" on public.chat_sessions for select to authenticated'
            " using (user_id = chat_sessions.user_id);"
        ),
    ),
    Hole(
        "row security of sessions switched off, and the policy with it",
        violated(_SESSIONS, _SELECT, "user", "read-foreign-rows"),
        extra_sql=(
            'drop policy "Users can view their own sessions" on public.chat_sessions;'
            " alter table public.chat_sessions disable row level security;"
        ),
    ),
    Hole(
        "messages to everybody who has a session: s.id = id is true of every session",
        violated(_MESSAGES, _SELECT, "user", "read-foreign-rows"),
        [_messages_where(IN_MY_SESSION.replace("chat_messages.session_id", "id"))],
    ),
    Hole(
        "messages to everybody who has a session: the sub-query asks for no row",
        violated(_MESSAGES, _SELECT, "visitor", "read-foreign-rows"),
        [_messages_where(f"{SIGNED_IN} in (select coalesce(s.user_id, s.visitor_id) from public.chat_sessions as s)")],
    ),
    Hole(
        "and before or: the role binds the wrong half",
        violated(_MESSAGES, _SELECT, "user", "read-foreign-rows"),
        [_messages_where(f"role = 'user' or role = 'assistant' and {IN_MY_SESSION}")],
    ),
    Hole(
        "row security never enabled on messages",
        violated(_MESSAGES, _SELECT, "user", "read-foreign-rows"),
        [Edit(MESSAGES, "alter table public.chat_messages enable row level security;\n")],
    ),
    Hole(
        "a trigger copies what is said into a log that everybody reads",
        violated("public.chat_log", _SELECT, "anon", "read-foreign-rows"),
        extra_sql=(
            "create table public.chat_log (message_id uuid primary key, content text not null);"
            " create function public.log_message() returns trigger language plpgsql security definer"
            " set search_path = '' as $$ begin"
            " insert into public.chat_log values (new.id, new.content); return null; end $$;"
            " revoke all on function public.log_message() from public, anon, authenticated, service_role;"
            " create trigger log_message after insert on public.chat_messages"
            " for each row execute function public.log_message();"
        ),
    ),
)
