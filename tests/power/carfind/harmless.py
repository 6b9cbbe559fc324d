"""Edits that weaken nothing, some of which look as if they did."""

from power.carfind import IN_MY_SESSION, MESSAGES, OWN, SAID_BY_ME, SESSIONS, SIGNED_IN
from power.hole import Edit, Harmless

_SESSIONS, _MESSAGES = "public.chat_sessions", "public.chat_messages"
_VIEW_SESSION = "for select to {}\n  using ({});"
_VIEW_MESSAGE = "for select to authenticated\n  using ({});"
_UPDATE_MESSAGE = "for update to authenticated\n  using ({})\n  with check ({});"

EDITS = (
    Harmless(
        "messages ask for sessions, whose own policy tells whose they are",
        _MESSAGES,
        [
            Edit(
                MESSAGES,
                _VIEW_MESSAGE.format(f"\n    {IN_MY_SESSION}\n  "),
                _VIEW_MESSAGE.format("session_id in (select s.id from public.chat_sessions as s)"),
            )
        ],
    ),
    Harmless(
        "a session of neither is everybody's, and there is none",
        _SESSIONS,
        [
            Edit(
                SESSIONS,
                _VIEW_SESSION.format("authenticated", OWN),
                _VIEW_SESSION.format("authenticated", f"coalesce(user_id, visitor_id, {SIGNED_IN}) = {SIGNED_IN}"),
            )
        ],
    ),
    Harmless(
        "null-safe equality, for who is signed in and never null",
        _SESSIONS,
        [
            Edit(
                SESSIONS,
                _VIEW_SESSION.format("authenticated", OWN),
                _VIEW_SESSION.format(
                    "authenticated",
                    f"user_id is not distinct from {SIGNED_IN} or visitor_id is not distinct from {SIGNED_IN}",
                ),
            )
        ],
    ),
    Harmless(
        "TO dropped and SELECT granted: who is not signed in equals nobody",
        _SESSIONS,
        [
            Edit(
                SESSIONS,
                _VIEW_SESSION.format("authenticated", OWN),
                f"for select\n  using ({OWN});",
            )
        ],
        extra_sql="grant select on public.chat_sessions to anon;",
    ),
    Harmless(
        "WITH CHECK dropped: USING holds for the new row too",
        _MESSAGES,
        [
            Edit(
                MESSAGES,
                _UPDATE_MESSAGE.format(SAID_BY_ME, SAID_BY_ME),
                f"for update to authenticated\n  using ({SAID_BY_ME});",
            )
        ],
    ),
    Harmless(
        "role granted: the policy leaves it one value",
        _MESSAGES,
        extra_sql="grant update (role) on public.chat_messages to authenticated;",
    ),
    Harmless(
        "visitor_id granted: the policy and the check leave it one value",
        _SESSIONS,
        extra_sql="grant update (visitor_id) on public.chat_sessions to authenticated;",
    ),
    Harmless(
        "updated_at granted: the trigger has the last word",
        _SESSIONS,
        extra_sql="grant update (updated_at) on public.chat_sessions to authenticated;",
    ),
    Harmless(
        "TRUNCATE granted on sessions, which messages refer to",
        _SESSIONS,
        extra_sql="grant truncate on public.chat_sessions to authenticated;",
    ),
)
