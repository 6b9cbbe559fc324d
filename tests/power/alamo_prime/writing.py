"""Rows that somebody gets to write."""

from pgcordon.model import Command
from power.alamo_prime import ADMINS, MESSAGES, PREREQUISITES, PROMPTS, SESSIONS, SIGNED_IN
from power.hole import Edit, Hole, violated

_MY_GROUPS = f"group_id in (select m.group_id from public.group_memberships as m where m.user_id = {SIGNED_IN})"
_INSERT_SESSION = f"""  with check (
    user_id = {SIGNED_IN}
    and {_MY_GROUPS}
  );"""
_UPDATE_OWN_SESSION = f"  using (user_id = {SIGNED_IN})\n  with check (user_id = {SIGNED_IN});"
_UPDATE_OWN_PROFILE = f"  using (id = {SIGNED_IN})\n  with check (id = {SIGNED_IN});"
_INSERT_MESSAGE = f"""  with check (
    role = 'user'
    and session_id in (
      select s.id
      from public.chat_sessions as s
      where s.user_id = {SIGNED_IN}
        and s.status = 'active'
    )
  );"""
_UPDATE_SESSION_COLUMNS = "grant update (status, last_active_at) on public.chat_sessions to authenticated;"
_DELETE_SESSIONS = f"on public.chat_sessions for delete to authenticated\n  using {ADMINS};"
_DELETE_MESSAGES = f"on public.chat_messages for delete to authenticated\n  using {ADMINS};"

_INSERT, _UPDATE, _DELETE = Command.INSERT, Command.UPDATE, Command.DELETE

HOLES = (
    Hole(
        "a session for somebody else: ownership not checked",
        violated("public.chat_sessions", _INSERT, "user", "insert-as-other"),
        [Edit(SESSIONS, _INSERT_SESSION, f"  with check ({_MY_GROUPS});")],
    ),
    Hole(
        "a session in a group that is not mine",
        violated("public.chat_sessions", _INSERT, "user", "insert-under-foreign-parent"),
        [Edit(SESSIONS, _INSERT_SESSION, f"  with check (user_id = {SIGNED_IN});")],
    ),
    Hole(
        "any session at all: WITH CHECK true",
        violated("public.chat_sessions", _INSERT, "user", "insert-as-other"),
        [Edit(SESSIONS, _INSERT_SESSION, "  with check (true);")],
    ),
    Hole(
        "a message in the assistant's name",
        violated("public.chat_messages", _INSERT, "user", "insert-as-other"),
        [Edit(MESSAGES, "    role = 'user'\n    and session_id in (", "    session_id in (")],
    ),
    Hole(
        "a message into a closed session",
        violated("public.chat_messages", _INSERT, "user", "insert-as-other"),
        [Edit(MESSAGES, "        and s.status = 'active'\n")],
    ),
    Hole(
        "an admin's message into somebody's session: the owner not checked",
        violated("public.chat_messages", _INSERT, "admin"),
        [Edit(MESSAGES, f"      where s.user_id = {SIGNED_IN}\n        and s.status", "      where s.status")],
    ),
    Hole(
        "a message into a foreign session: only the role checked",
        violated("public.chat_messages", _INSERT, "user", "insert-under-foreign-parent"),
        [Edit(MESSAGES, _INSERT_MESSAGE, "  with check (role = 'user');")],
    ),
    Hole(
        "prompts by everybody: WITH CHECK true",
        violated("public.ai_prompts", _INSERT, "user", "insert-as-other"),
        [
            Edit(
                PROMPTS,
                f"on public.ai_prompts for insert to authenticated\n  with check {ADMINS};",
                "on public.ai_prompts for insert to authenticated\n  with check (true);",
            )
        ],
    ),
    Hole(
        "everybody's name: UPDATE USING true",
        violated("public.profiles", _UPDATE, "user", "update-foreign-rows"),
        [Edit(PREREQUISITES, _UPDATE_OWN_PROFILE, "  using (true)\n  with check (true);")],
    ),
    Hole(
        "my own role: the column grant widened",
        violated("public.profiles", _UPDATE, "user", "write-frozen-column"),
        [
            Edit(
                PREREQUISITES,
                "grant update (full_name) on public.profiles to authenticated;",
                "grant update (full_name, role) on public.profiles to authenticated;",
            )
        ],
    ),
    Hole(
        "my own role: UPDATE granted on the whole table",
        violated("public.profiles", _UPDATE, "user", "write-frozen-column"),
        extra_sql="grant update on public.profiles to authenticated;",
    ),
    Hole(
        "everybody's session: UPDATE USING true",
        violated("public.chat_sessions", _UPDATE, "user", "update-foreign-rows"),
        [Edit(SESSIONS, _UPDATE_OWN_SESSION, "  using (true)\n  with check (true);")],
    ),
    Hole(
        "a session given away: WITH CHECK true and user_id granted",
        violated("public.chat_sessions", _UPDATE, "user", "reassign-owner"),
        [
            Edit(SESSIONS, _UPDATE_OWN_SESSION, f"  using (user_id = {SIGNED_IN})\n  with check (true);"),
            Edit(SESSIONS, _UPDATE_SESSION_COLUMNS, _UPDATE_SESSION_COLUMNS.replace("(status", "(user_id, status")),
        ],
    ),
    Hole(
        "a session given away by an admin: user_id granted",
        violated("public.chat_sessions", _UPDATE, "admin", "reassign-owner"),
        [Edit(SESSIONS, _UPDATE_SESSION_COLUMNS, _UPDATE_SESSION_COLUMNS.replace("(status", "(user_id, status"))],
    ),
    Hole(
        "the server's count: message_count granted",
        violated("public.chat_sessions", _UPDATE, "user", "write-frozen-column"),
        [Edit(SESSIONS, _UPDATE_SESSION_COLUMNS, _UPDATE_SESSION_COLUMNS.replace("(status", "(message_count, status"))],
    ),
    Hole(
        "a session moved to another group: group_id granted",
        violated("public.chat_sessions", _UPDATE, "user", "move-to-foreign-parent"),
        [Edit(SESSIONS, _UPDATE_SESSION_COLUMNS, _UPDATE_SESSION_COLUMNS.replace("(status", "(group_id, status"))],
    ),
    Hole(
        "what was said, changed afterwards",
        violated("public.chat_messages", _UPDATE, "user", "update-foreign-rows"),
        extra_sql=(
            "grant update (content) on public.chat_messages to authenticated;"
            ' create policy "Users can update own chat_messages" on public.chat_messages for update to authenticated'
            f" using (session_id in (select id from public.chat_sessions where user_id = {SIGNED_IN}));"
        ),
    ),
    Hole(
        "prompts of everybody: row security never enabled",
        violated("public.ai_prompts", _UPDATE, "user", "update-foreign-rows"),
        [Edit(PROMPTS, "alter table public.ai_prompts enable row level security;\n")],
    ),
    Hole(
        "sessions deleted by their users",
        violated("public.chat_sessions", _DELETE, "user", "delete-foreign-rows"),
        [
            Edit(
                SESSIONS,
                _DELETE_SESSIONS,
                f"on public.chat_sessions for delete to authenticated\n  using (user_id = {SIGNED_IN});",
            )
        ],
    ),
    Hole(
        "messages deleted by managers: the wrong role",
        violated("public.chat_messages", _DELETE, "manager", "delete-foreign-rows"),
        [Edit(MESSAGES, _DELETE_MESSAGES, _DELETE_MESSAGES.replace("'admin'", "'manager'"))],
    ),
    Hole(
        "messages truncated: a privilege that row security does not govern",
        violated("public.chat_messages", Command.TRUNCATE, "user", "truncate-table"),
        extra_sql="grant truncate on public.chat_messages to authenticated;",
    ),
    Hole(
        "prompts truncated by visitors: nothing taken away from anon",
        violated("public.ai_prompts", Command.TRUNCATE, "anon", "truncate-table"),
        [
            Edit(
                PROMPTS,
                "revoke all on public.ai_prompts from anon, authenticated, service_role;",
                "revoke all on public.ai_prompts from authenticated, service_role;",
            )
        ],
    ),
)
