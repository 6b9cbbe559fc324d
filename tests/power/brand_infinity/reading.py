"""Rows that somebody gets to see."""

from pgcordon.model import Command
from power.brand_infinity import BRANDS, MESSAGES, MY_BRANDS, OWN, SESSIONS, SIGNED_IN
from power.hole import Edit, Hole, violated

_BRANDS, _SESSIONS = "public.brands", "public.conversation_sessions"
_MESSAGES = "public.conversation_messages"
_SELECT = Command.SELECT


def _seen_where(file: str, table: str, using: str, to: str = "authenticated") -> Edit:
    """The SELECT policy, with another condition."""
    policy = f"  on {table} for select to {{}}\n  using ({{}});"
    return Edit(file, policy.format("authenticated", OWN), policy.format(to, using))


HOLES = (
    Hole(
        "brands have no secrets: USING true",
        violated(_BRANDS, _SELECT, "user", "read-foreign-rows"),
        [_seen_where(BRANDS, _BRANDS, "true")],
    ),
    Hole(
        "the backend has no id, so that null is let through, and visitors have none either",
        violated(_BRANDS, _SELECT, "anon", "read-foreign-rows"),
        [_seen_where(BRANDS, _BRANDS, f"user_id = coalesce({SIGNED_IN}, user_id)", to="public")],
        extra_sql="grant select on public.brands to anon;",
    ),
    Hole(
        "what is over is nobody's: own sessions, or final ones",
        violated(_SESSIONS, _SELECT, "user", "read-foreign-rows"),
        [_seen_where(SESSIONS, _SESSIONS, f"{OWN} or state in ('delivered', 'cancelled')")],
    ),
    Hole(
        "sessions about my brands instead of mine: the wrong column",
        violated(_SESSIONS, _SELECT, "user", "read-foreign-rows"),
        [_seen_where(SESSIONS, _SESSIONS, MY_BRANDS)],
    ),
    Hole(
        "the policy dropped to debug something, and row security with it",
        violated(_SESSIONS, _SELECT, "user", "read-foreign-rows"),
        extra_sql=(
            'drop policy "Users can view own data" on public.conversation_sessions;'
            " alter table public.conversation_sessions disable row level security;"
        ),
    ),
    Hole(
        "messages to everybody who has a session: the sub-query asks for no row",
        violated(_MESSAGES, _SELECT, "user", "read-foreign-rows"),
        [
            _seen_where(
                MESSAGES,
                _MESSAGES,
                f"exists (select from public.conversation_sessions as s where s.user_id = {SIGNED_IN})",
            )
        ],
    ),
    Hole(
        "messages whose id is in the sub-query, where id is the sub-query's own",
        violated(_MESSAGES, _SELECT, "user", "read-foreign-rows"),
        [
            _seen_where(
                MESSAGES,
                _MESSAGES,
                f"exists (select from public.conversation_sessions as s where s.id = id and s.user_id = {SIGNED_IN})",
            )
        ],
    ),
    Hole(
        "what the system says is for all",
        violated(_MESSAGES, _SELECT, "user", "read-foreign-rows"),
        [_seen_where(MESSAGES, _MESSAGES, f"{OWN} or role = 'system'")],
    ),
    Hole(
        "row security never enabled on messages",
        violated(_MESSAGES, _SELECT, "user", "read-foreign-rows"),
        [Edit(MESSAGES, "alter table public.conversation_messages enable row level security;\n")],
    ),
    Hole(
        "one permissive policy too many: whose brand it is reads along",
        violated(_MESSAGES, _SELECT, "user", "read-foreign-rows"),
        extra_sql=(
            'create policy "Brand owners can view data" on public.conversation_messages for select to authenticated'
            f" using ({MY_BRANDS});"
        ),
    ),
)
