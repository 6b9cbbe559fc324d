"""What the contract allows and the schema refuses, or cannot decide."""

from pgcordon.model import Command
from power.brand_infinity import MESSAGES, OWN, SESSIONS, SIGNED_IN
from power.hole import Edit, Hole, broken, too_strict

_BRANDS, _SESSIONS = "public.brands", "public.conversation_sessions"
_MESSAGES = "public.conversation_messages"
_SELECT, _INSERT, _UPDATE, _DELETE = Command.SELECT, Command.INSERT, Command.UPDATE, Command.DELETE

_TOUCHES_AS_OWNER = """create function public.update_session_on_message()
returns trigger
language plpgsql
security definer
"""

_TOO_STRICT = (
    Hole(
        "no session can be opened, for its policy may not look at brands",
        too_strict(_SESSIONS, _INSERT, "user"),
        extra_sql="revoke select on public.brands from authenticated;",
    ),
    Hole(
        "no session can be opened: the INSERT policy dropped",
        too_strict(_SESSIONS, _INSERT, "user"),
        extra_sql='drop policy "Users can create own data" on public.conversation_sessions;',
    ),
    Hole(
        "what is over is hidden from its user by a restrictive policy",
        too_strict(_SESSIONS, _SELECT, "user"),
        extra_sql=(
            'create policy "Only open sessions" on public.conversation_sessions as restrictive for select'
            " to authenticated using (state not in ('delivered', 'cancelled'));"
        ),
    ),
    Hole(
        "sessions of the last thirty days, among which null is not",
        too_strict(_SESSIONS, _SELECT, "user"),
        [
            Edit(
                SESSIONS,
                f"for select to authenticated\n  using ({OWN});",
                f"for select to authenticated\n  using ({OWN} and completed_at > now() - interval '30 days');",
            )
        ],
    ),
    Hole(
        "a session without a plan is hidden from its user: null is no match",
        too_strict(_SESSIONS, _SELECT, "user"),
        [
            Edit(
                SESSIONS,
                f"for select to authenticated\n  using ({OWN});",
                f"for select to authenticated\n  using ({OWN} and active_task_plan_id <> {SIGNED_IN});",
            )
        ],
    ),
    Hole(
        "users read what they said and not what they were told",
        too_strict(_MESSAGES, _SELECT, "user"),
        [
            Edit(
                MESSAGES,
                f"for select to authenticated\n  using ({OWN});",
                f"for select to authenticated\n  using ({OWN} and role = 'user');",
            )
        ],
    ),
    Hole(
        "nobody can say anything: the trigger touches the session with its caller's rights",
        too_strict(_MESSAGES, _INSERT, "user"),
        [Edit(MESSAGES, _TOUCHES_AS_OWNER, _TOUCHES_AS_OWNER.replace("security definer", "security invoker"))],
    ),
    Hole(
        "nothing can be reworded: the UPDATE grant revoked",
        too_strict(_MESSAGES, _UPDATE, "user"),
        extra_sql="revoke update (content) on public.conversation_messages from authenticated;",
    ),
    Hole(
        "users cannot delete what is theirs: the DELETE policy TO the wrong role",
        too_strict(_MESSAGES, _DELETE, "user"),
        [
            Edit(
                MESSAGES,
                f"for delete to authenticated\n  using ({OWN});",
                f"for delete to service_role\n  using ({OWN});",
            )
        ],
    ),
    Hole(
        "the assistant is silent: the backend's grant forgotten",
        too_strict(_MESSAGES, _INSERT, "service_role"),
        [
            Edit(
                MESSAGES,
                "grant select, insert, update, delete on public.conversation_messages to service_role;",
                "grant select, update, delete on public.conversation_messages to service_role;",
            )
        ],
    ),
    Hole(
        "the backend cannot ask what a session cost: EXECUTE revoked",
        too_strict("public.get_session_cost(uuid)", Command.EXECUTE, "service_role"),
        extra_sql="revoke execute on function public.get_session_cost(uuid) from service_role;",
    ),
    Hole(
        "users cannot see what they spent: the view's grant forgotten",
        too_strict("public.provider_usage_stats", _SELECT, "user"),
        extra_sql="revoke select on public.provider_usage_stats from authenticated;",
    ),
)

_BROKEN = (
    Hole(
        "a policy that asks its own table",
        broken(_MESSAGES, _SELECT, "42P17"),
        extra_sql=(
            'create policy "Users can view answers" on public.conversation_messages for select to authenticated'
            " using (session_id in (select m.session_id from public.conversation_messages as m"
            f" where m.user_id = {SIGNED_IN}));"
        ),
    ),
    Hole(
        "two tables whose policies ask each other",
        broken(_SESSIONS, _SELECT, "42P17"),
        extra_sql=(
            'create policy "Users can view sessions that they speak in" on public.conversation_sessions for select'
            " to authenticated using (id in (select m.session_id from public.conversation_messages as m));"
            ' create policy "Users can view all of their sessions" on public.conversation_messages for select'
            " to authenticated using (session_id in (select s.id from public.conversation_sessions as s));"
        ),
    ),
    Hole(
        "a policy that counts questions where there may be no list",
        broken(_SESSIONS, _SELECT, "22023"),
        extra_sql=(
            'create policy "Users can view open questions" on public.conversation_sessions for select'
            " to authenticated using (jsonb_array_length(pending_questions) > 100);"
        ),
    ),
    Hole(
        "a policy that reads as JSON what need not be any",
        broken(_MESSAGES, _SELECT, "22P02"),
        extra_sql=(
            'create policy "Users can view shared messages" on public.conversation_messages for select'
            " to authenticated using (content::jsonb ? 'shared');"
        ),
    ),
    Hole(
        "a policy that asks for a setting which nobody sets",
        broken(_BRANDS, _SELECT, "42704"),
        extra_sql=(
            'create policy "Brands of the tenant" on public.brands for select to authenticated'
            " using (id = current_setting('app.brand_id')::uuid);"
        ),
    ),
    Hole(
        "a trigger whose search_path is empty and whose table has no schema",
        broken(_MESSAGES, _INSERT, "42P01"),
        [
            Edit(
                MESSAGES,
                "  update public.conversation_sessions as s\n  set last_activity_at",
                "  update conversation_sessions as s\n  set last_activity_at",
            )
        ],
    ),
)

HOLES = (*_TOO_STRICT, *_BROKEN)
