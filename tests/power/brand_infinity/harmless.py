"""Edits that weaken nothing, some of which look as if they did."""

from power.brand_infinity import HISTORY, MESSAGES, MY_BRANDS, MY_OPEN_SESSIONS, OWN, SESSIONS, SIGNED_IN
from power.hole import Edit, Harmless

_SESSIONS, _MESSAGES = "public.conversation_sessions", "public.conversation_messages"

EDITS = (
    Harmless(
        "a brand's user compared with itself: brands' own policy hides the others",
        _SESSIONS,
        [
            Edit(
                SESSIONS,
                f"    and {MY_BRANDS}\n",
                "    and exists (select from public.brands as b where b.id = brand_id and b.user_id = user_id)\n",
            )
        ],
    ),
    Harmless(
        "messages ask for open sessions, whose own policies tell whose they are",
        _MESSAGES,
        [
            Edit(
                MESSAGES,
                f"  with check (\n    {OWN}\n    and role = 'user'\n    and {MY_OPEN_SESSIONS}\n  );",
                f"  with check (\n    {OWN}\n    and role = 'user'\n    and session_id in (select s.id"
                " from public.conversation_sessions as s where s.state not in ('delivered', 'cancelled'))\n  );",
            )
        ],
    ),
    Harmless(
        "a message's user not checked: the trigger wants the session's",
        _MESSAGES,
        [
            Edit(
                MESSAGES,
                f"  with check (\n    {OWN}\n    and role = 'user'\n    and {MY_OPEN_SESSIONS}\n  );",
                f"  with check (role = 'user' and {MY_OPEN_SESSIONS});",
            )
        ],
    ),
    Harmless(
        "USING without the role, which WITH CHECK still asks for",
        _MESSAGES,
        [
            Edit(
                MESSAGES,
                f"  using (\n    {OWN}\n    and role = 'user'\n    and",
                f"  using (\n    {OWN}\n    and",
            )
        ],
    ),
    Harmless(
        "brand_id granted: the trigger keeps it",
        _SESSIONS,
        extra_sql="grant update (brand_id) on public.conversation_sessions to authenticated;",
    ),
    Harmless(
        "completed_at granted: the trigger puts it back",
        _SESSIONS,
        extra_sql="grant update (completed_at) on public.conversation_sessions to authenticated;",
    ),
    Harmless(
        "FORCE ROW LEVEL SECURITY: on this platform the trigger's owner bypasses it",
        _MESSAGES,
        extra_sql="alter table public.conversation_sessions force row level security;",
    ),
    Harmless(
        "SELECT granted to visitors, for whom there is no policy",
        _MESSAGES,
        extra_sql="grant select on public.conversation_messages to anon;",
    ),
    Harmless(
        "TRUNCATE granted on sessions, which messages refer to",
        _SESSIONS,
        extra_sql="grant truncate on public.conversation_sessions to authenticated;",
    ),
    Harmless(
        "a cost asked by visitors, with their own rights, of which they have none",
        "public.get_session_cost(uuid)",
        extra_sql="grant execute on function public.get_session_cost(uuid) to anon;",
    ),
    Harmless(
        "statistics with the owner's rights, of who calls alone",
        "public.get_session_message_stats(uuid)",
        [
            Edit(
                HISTORY,
                "  total_cost     numeric\n)\nlanguage sql\nstable\nsecurity invoker",
                "  total_cost     numeric\n)\nlanguage sql\nstable\nsecurity definer",
            ),
            Edit(
                HISTORY,
                "  where m.session_id = p_session_id\n  group by",
                f"  where m.session_id = p_session_id and m.user_id = {SIGNED_IN}\n  group by",
            ),
        ],
    ),
)
