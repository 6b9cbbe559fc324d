"""What the contract allows and the schema refuses, or cannot decide."""

from pgcordon.model import Command
from power.alamo_prime import ADMINS, PREREQUISITES, PROMPTS, SESSIONS, SIGNED_IN
from power.hole import Edit, Hole, broken, too_strict

_SELECT, _INSERT, _UPDATE, _DELETE = Command.SELECT, Command.INSERT, Command.UPDATE, Command.DELETE
_HISTORY = "public.get_chat_history(uuid,integer,integer)"
_ADMINS_VIEW_PROMPTS = (
    f'create policy "Admins can view all ai_prompts"\n  on public.ai_prompts for select to authenticated\n'
    f"  using {ADMINS};"
)

_TOO_STRICT = (
    Hole(
        "admins no longer see profiles: their policy dropped",
        too_strict("public.profiles", _SELECT, "admin"),
        extra_sql='drop policy "Admins can view all profiles" on public.profiles;',
    ),
    Hole(
        "an inactive prompt is invisible to admins too",
        too_strict("public.ai_prompts", _SELECT, "admin"),
        [Edit(PROMPTS, _ADMINS_VIEW_PROMPTS)],
    ),
    Hole(
        "an admin cannot deactivate a prompt, for it would vanish",
        too_strict("public.ai_prompts", _UPDATE, "admin"),
        [Edit(PROMPTS, _ADMINS_VIEW_PROMPTS)],
    ),
    Hole(
        "admins are asked about the row's owner, not about themselves",
        too_strict("public.chat_sessions", _SELECT, "admin"),
        [
            Edit(
                SESSIONS,
                f"on public.chat_sessions for select to authenticated\n  using {ADMINS};",
                "on public.chat_sessions for select to authenticated\n  using (public.has_role(user_id, 'admin'));",
            )
        ],
    ),
    Hole(
        "groups by the membership's own id: the wrong column",
        too_strict("public.groups", _SELECT, "user"),
        [
            Edit(
                PREREQUISITES,
                f"    id in (select group_id from public.group_memberships where user_id = {SIGNED_IN})\n",
                f"    id in (select m.id from public.group_memberships as m where m.user_id = {SIGNED_IN})\n",
            )
        ],
    ),
    Hole(
        "closed sessions hidden from their users by a restrictive policy",
        too_strict("public.chat_sessions", _SELECT, "user"),
        extra_sql=(
            'create policy "Everybody can view active chat_sessions" on public.chat_sessions'
            " as restrictive for select to authenticated using (status = 'active');"
        ),
    ),
    Hole(
        "users cannot touch their sessions: the UPDATE policy dropped",
        too_strict("public.chat_sessions", _UPDATE, "user"),
        extra_sql='drop policy "Users can update own chat_sessions" on public.chat_sessions;',
    ),
    Hole(
        "nobody can write: the INSERT grant revoked",
        too_strict("public.chat_messages", _INSERT, "user"),
        extra_sql="revoke insert (session_id, role, content, input_mode) on public.chat_messages from authenticated;",
    ),
    Hole(
        "admins cannot delete messages: the DELETE grant revoked",
        too_strict("public.chat_messages", _DELETE, "admin"),
        extra_sql="revoke delete on public.chat_messages from authenticated;",
    ),
    Hole(
        "the backend cannot write messages: its grant revoked",
        too_strict("public.chat_messages", _INSERT, "service_role"),
        extra_sql="revoke insert on public.chat_messages from service_role;",
    ),
    Hole(
        "users cannot ask for their history: EXECUTE revoked",
        too_strict(_HISTORY, Command.EXECUTE, "user"),
        extra_sql="revoke execute on function public.get_chat_history(uuid, int, int) from authenticated;",
    ),
    Hole(
        "no policy can be decided: EXECUTE on has_role revoked",
        too_strict("public.profiles", _SELECT, "user"),
        extra_sql="revoke execute on function public.has_role(uuid, public.user_role) from authenticated;",
    ),
)

_BROKEN = (
    Hole(
        "a policy that asks its own table",
        broken("public.profiles", _SELECT, "42P17"),
        extra_sql=(
            'create policy "Managers can view all profiles" on public.profiles for select to authenticated'
            f" using (exists (select from public.profiles as p where p.id = {SIGNED_IN} and p.role = 'manager'));"
        ),
    ),
    Hole(
        "two tables whose policies ask each other",
        broken("public.groups", _SELECT, "42P17"),
        extra_sql=(
            'create policy "Users can view fellow group_memberships" on public.group_memberships for select'
            " to authenticated using (group_id in (select g.id from public.groups as g));"
        ),
    ),
    Hole(
        "a policy that reads as JSON what need not be any",
        broken("public.chat_messages", _SELECT, "22P02"),
        extra_sql=(
            'create policy "Users can view shared chat_messages" on public.chat_messages for select'
            " to authenticated using (content::jsonb ? 'shared');"
        ),
    ),
    Hole(
        "a policy that computes with what need not be a number",
        broken("public.chat_sessions", _SELECT, "22P02"),
        extra_sql=(
            'create policy "Users can view first chat_sessions" on public.chat_sessions for select'
            " to authenticated using (context_id::int = 1);"
        ),
    ),
)

HOLES = (*_TOO_STRICT, *_BROKEN)
