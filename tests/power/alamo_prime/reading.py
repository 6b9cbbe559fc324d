"""Rows that somebody gets to see."""

from pgcordon.model import Command
from power.alamo_prime import ADMINS, MESSAGES, PREREQUISITES, PROMPTS, SESSIONS, SIGNED_IN
from power.hole import Edit, Hole, violated

_OWN_PROFILE = f"on public.profiles for select to authenticated\n  using (id = {SIGNED_IN});"
_OWN_SESSIONS = f"on public.chat_sessions for select to authenticated\n  using (user_id = {SIGNED_IN});"
_OWN_MESSAGES = f"""on public.chat_messages for select to authenticated
  using (
    exists (
      select
      from public.chat_sessions as s
      where s.id = chat_messages.session_id
        and s.user_id = {SIGNED_IN}
    )
  );"""
_ACTIVE_PROMPTS = "on public.ai_prompts for select to authenticated\n  using (is_active = true);"
_ROLE_ASKED_FOR = "    where id = _user_id\n      and role = _role\n"

_SELECT = Command.SELECT

HOLES = (
    Hole(
        "own profiles become everybody's: USING true",
        violated("public.profiles", _SELECT, "user", "read-foreign-rows"),
        [Edit(PREREQUISITES, _OWN_PROFILE, "on public.profiles for select to authenticated\n  using (true);")],
    ),
    Hole(
        "own memberships, or true",
        violated("public.group_memberships", _SELECT, "user", "read-foreign-rows"),
        [
            Edit(
                PREREQUISITES,
                f"on public.group_memberships for select to authenticated\n  using (user_id = {SIGNED_IN});",
                f"on public.group_memberships for select to authenticated\n  using (user_id = {SIGNED_IN} or true);",
            )
        ],
    ),
    Hole(
        "any group: what is asked is always so",
        violated("public.groups", _SELECT, "user", "read-foreign-rows"),
        [
            Edit(
                PREREQUISITES,
                f"    id in (select group_id from public.group_memberships where user_id = {SIGNED_IN})\n",
                "    id is not null\n",
            )
        ],
    ),
    Hole(
        "own sessions, or the column compared with itself",
        violated("public.chat_sessions", _SELECT, "user", "read-foreign-rows"),
        [
            Edit(
                SESSIONS,
                _OWN_SESSIONS,
                _OWN_SESSIONS.replace(f"= {SIGNED_IN}", "= user_id"),
            )
        ],
    ),
    Hole(
        "sessions of my groups instead of mine: the wrong column",
        violated("public.chat_sessions", _SELECT, "user", "read-foreign-rows"),
        [
            Edit(
                SESSIONS,
                _OWN_SESSIONS,
                "on public.chat_sessions for select to authenticated\n"
                f"  using (group_id in (select group_id from public.group_memberships where user_id = {SIGNED_IN}));",
            )
        ],
    ),
    Hole(
        "messages of every session: USING true",
        violated("public.chat_messages", _SELECT, "user", "read-foreign-rows"),
        [Edit(MESSAGES, _OWN_MESSAGES, "on public.chat_messages for select to authenticated\n  using (true);")],
    ),
    Hole(
        "messages that anybody spoke: NULL-safe comparison the wrong way round",
        violated("public.chat_messages", _SELECT, "user", "read-foreign-rows"),
        [
            Edit(
                MESSAGES,
                _OWN_MESSAGES,
                "on public.chat_messages for select to authenticated\n"
                f"  using (session_id is distinct from {SIGNED_IN});",
            )
        ],
    ),
    Hole(
        "inactive prompts: is_active forgotten",
        violated("public.ai_prompts", _SELECT, "user", "read-foreign-rows"),
        [Edit(PROMPTS, _ACTIVE_PROMPTS, "on public.ai_prompts for select to authenticated\n  using (true);")],
    ),
    Hole(
        "prompts for visitors too: TO anon and a grant",
        violated("public.ai_prompts", _SELECT, "anon", "read-foreign-rows"),
        [Edit(PROMPTS, _ACTIVE_PROMPTS, _ACTIVE_PROMPTS.replace("to authenticated", "to anon, authenticated"))],
        extra_sql="grant select on public.ai_prompts to anon;",
        rows=0,  # the seed shows it
    ),
    Hole(
        "sessions TO public, where nobody's id is null",
        violated("public.chat_sessions", _SELECT, "anon", "read-foreign-rows"),
        [
            Edit(
                SESSIONS,
                _OWN_SESSIONS,
                "on public.chat_sessions for select to public\n"
                f"  using (user_id = {SIGNED_IN} or {SIGNED_IN} is null);",
            )
        ],
        extra_sql="grant select on public.chat_sessions to anon;",
    ),
    Hole(
        "row security never enabled on messages",
        violated("public.chat_messages", _SELECT, "user", "read-foreign-rows"),
        [Edit(MESSAGES, "alter table public.chat_messages enable row level security;\n")],
    ),
    Hole(
        "row security disabled on profiles afterwards",
        violated("public.profiles", _SELECT, "user", "read-foreign-rows"),
        extra_sql="alter table public.profiles disable row level security;",
    ),
    Hole(
        "one permissive policy too many",
        violated("public.chat_messages", _SELECT, "user", "read-foreign-rows"),
        extra_sql=(
            'create policy "Support can view chat_messages" on public.chat_messages for select to authenticated'
            " using (role in ('user', 'assistant'));"
        ),
    ),
    Hole(
        "has_role always says yes",
        violated("public.chat_messages", _SELECT, "user", "read-foreign-rows"),
        [Edit(PREREQUISITES, "  select exists (\n", "  select true or exists (\n")],
    ),
    Hole(
        "has_role asks whether anybody has the role",
        violated("public.chat_sessions", _SELECT, "user", "read-foreign-rows"),
        [
            Edit(PREREQUISITES, _ROLE_ASKED_FOR, "    where role = _role\n"),
            Edit(PREREQUISITES, "      and (id = auth.uid() or auth.role() = 'service_role')\n"),
        ],
    ),
    Hole(
        "has_role takes a manager for an admin",
        violated("public.groups", _SELECT, "manager", "read-foreign-rows"),
        [Edit(PREREQUISITES, _ROLE_ASKED_FOR, "    where id = _user_id\n      and role in (_role, 'manager')\n")],
    ),
    Hole(
        "a policy for admins asks for managers",
        violated("public.chat_messages", _SELECT, "manager", "read-foreign-rows"),
        [
            Edit(
                MESSAGES,
                f"on public.chat_messages for select to authenticated\n  using {ADMINS};",
                f"on public.chat_messages for select to authenticated\n  using {ADMINS.replace('admin', 'manager')};",
            )
        ],
    ),
)
