"""Rows that somebody gets to write."""

from pgcordon.model import Command
from power.brand_infinity import BRANDS, MESSAGES, MY_BRANDS, MY_OPEN_SESSIONS, OWN, SESSIONS, SIGNED_IN
from power.hole import Edit, Hole, violated

_BRANDS, _SESSIONS = "public.brands", "public.conversation_sessions"
_MESSAGES = "public.conversation_messages"
_INSERT, _UPDATE, _DELETE, _TRUNCATE = Command.INSERT, Command.UPDATE, Command.DELETE, Command.TRUNCATE

_INSERT_BRAND = f"for insert to authenticated\n  with check ({OWN});"
_UPDATE_OWN = f"for update to authenticated\n  using ({OWN})\n  with check ({OWN});"
_INSERT_SESSION = f"""  with check (
    {OWN}
    and {MY_BRANDS}
  );"""
_UPDATE_SESSION_COLUMNS = """grant update (
  state, parsed_intent, answered_questions, pending_questions, selected_kb_ids
) on public.conversation_sessions to authenticated;"""
_KEPT = "  if (new.id, new.user_id, new.brand_id) is distinct from (old.id, old.user_id, old.brand_id) then"
_INSERT_MESSAGE = f"""  with check (
    {OWN}
    and role = 'user'
    and {MY_OPEN_SESSIONS}
  );"""
_UPDATE_MESSAGE = f"""  using (
    {OWN}
    and role = 'user'
    and {MY_OPEN_SESSIONS}
  )
  with check ({OWN} and role = 'user');"""
_INSERT_MESSAGE_COLUMNS = (
    "grant insert (session_id, brand_id, user_id, role, content) on public.conversation_messages to authenticated;"
)
_UPDATE_MESSAGE_COLUMNS = "grant update (content) on public.conversation_messages to authenticated;"
_DELETE_OWN = f"for delete to authenticated\n  using ({OWN});"


def _said(with_check: str) -> Edit:
    return Edit(MESSAGES, _INSERT_MESSAGE, f"  with check ({with_check});")


HOLES = (
    Hole(
        "a brand for somebody else: WITH CHECK true",
        violated(_BRANDS, _INSERT, "user", "insert-as-other"),
        [Edit(BRANDS, _INSERT_BRAND, "for insert to authenticated\n  with check (true);")],
    ),
    Hole(
        "a brand given away: WITH CHECK true and user_id granted",
        violated(_BRANDS, _UPDATE, "user", "reassign-owner"),
        [
            Edit(BRANDS, _UPDATE_OWN, f"for update to authenticated\n  using ({OWN})\n  with check (true);"),
            Edit(BRANDS, "update (name) on", "update (user_id, name) on"),
        ],
    ),
    Hole(
        "users delete their brands, and every conversation about them",
        violated(_BRANDS, _DELETE, "user", "delete-foreign-rows"),
        extra_sql=(
            "grant delete on public.brands to authenticated;"
            f' create policy "Users can delete own data" on public.brands for delete to authenticated using ({OWN});'
        ),
    ),
    Hole(
        "a session about any brand: the brand not checked",
        violated(_SESSIONS, _INSERT, "user", "insert-under-foreign-parent"),
        [Edit(SESSIONS, _INSERT_SESSION, f"  with check ({OWN});")],
    ),
    Hole(
        "a session about any brand, for whoever has one: the sub-query asks for no row",
        violated(_SESSIONS, _INSERT, "user", "insert-under-foreign-parent"),
        [
            Edit(
                SESSIONS,
                _INSERT_SESSION,
                f"  with check ({OWN} and exists (select from public.brands as b where b.user_id = {SIGNED_IN}));",
            )
        ],
    ),
    Hole(
        "a session for somebody else about a brand of mine: only the brand checked",
        violated(_SESSIONS, _INSERT, "user", "insert-as-other"),
        [Edit(SESSIONS, _INSERT_SESSION, f"  with check ({MY_BRANDS});")],
    ),
    Hole(
        "everybody's session: UPDATE USING true, and WITH CHECK dropped",
        violated(_SESSIONS, _UPDATE, "user", "update-foreign-rows"),
        [Edit(SESSIONS, _UPDATE_OWN, "for update to authenticated\n  using (true);")],
    ),
    Hole(
        "the backend's plan: active_task_plan_id granted",
        violated(_SESSIONS, _UPDATE, "user", "write-frozen-column"),
        [
            Edit(
                SESSIONS,
                _UPDATE_SESSION_COLUMNS,
                _UPDATE_SESSION_COLUMNS.replace("state,", "state, active_task_plan_id,"),
            )
        ],
    ),
    Hole(
        "when it began: UPDATE granted on the whole table",
        violated(_SESSIONS, _UPDATE, "user", "write-frozen-column"),
        extra_sql="grant update on public.conversation_sessions to authenticated;",
    ),
    Hole(
        "a session moved to another brand: brand_id granted, and the trigger asks for the user alone",
        violated(_SESSIONS, _UPDATE, "user", "move-to-foreign-parent"),
        [
            Edit(SESSIONS, _UPDATE_SESSION_COLUMNS, _UPDATE_SESSION_COLUMNS.replace("state,", "state, brand_id,")),
            Edit(SESSIONS, _KEPT, "  if (new.id, new.user_id) is distinct from (old.id, old.user_id) then"),
        ],
    ),
    Hole(
        "a session given away: user_id granted, no WITH CHECK for it, and the trigger asks for the brand alone",
        violated(_SESSIONS, _UPDATE, "user", "reassign-owner"),
        [
            Edit(SESSIONS, _UPDATE_OWN, f"for update to authenticated\n  using ({OWN})\n  with check (true);"),
            Edit(SESSIONS, _UPDATE_SESSION_COLUMNS, _UPDATE_SESSION_COLUMNS.replace("state,", "state, user_id,")),
            Edit(SESSIONS, _KEPT, "  if (new.id, new.brand_id) is distinct from (old.id, old.brand_id) then"),
        ],
    ),
    Hole(
        "cancelled sessions are anybody's to delete",
        violated(_SESSIONS, _DELETE, "user", "delete-foreign-rows"),
        [
            Edit(
                SESSIONS,
                _DELETE_OWN,
                f"for delete to authenticated\n  using ({OWN} or state = 'cancelled');",
            )
        ],
    ),
    Hole(
        "a message in the system's voice: the role not checked",
        violated(_MESSAGES, _INSERT, "user", "insert-as-other"),
        [_said(f"{OWN} and {MY_OPEN_SESSIONS}")],
    ),
    Hole(
        "a message into a session that is over: the state not checked",
        violated(_MESSAGES, _INSERT, "user", "insert-as-other"),
        [_said(f"{OWN} and role = 'user' and session_id in (select s.id from public.conversation_sessions as s)")],
    ),
    Hole(
        "a message into a session that was cancelled: one final state forgotten",
        violated(_MESSAGES, _INSERT, "user", "insert-as-other"),
        [
            _said(
                f"{OWN} and role = 'user' and session_id in (select s.id from public.conversation_sessions as s"
                f" where s.user_id = {SIGNED_IN} and s.state <> 'delivered')"
            )
        ],
    ),
    Hole(
        "a message into a session that is over, where another one is open: the sub-query asks for no row",
        violated(_MESSAGES, _INSERT, "user", "insert-as-other"),
        [
            _said(
                f"{OWN} and role = 'user' and exists (select from public.conversation_sessions as s"
                f" where s.user_id = {SIGNED_IN} and s.state not in ('delivered', 'cancelled'))"
            )
        ],
    ),
    Hole(
        "and before or: any role in an open session",
        violated(_MESSAGES, _INSERT, "user", "insert-as-other"),
        [_said(f"{OWN} and role = 'user' or {MY_OPEN_SESSIONS}")],
    ),
    Hole(
        "what the assistant said, reworded: the role not checked",
        violated(_MESSAGES, _UPDATE, "user", "update-foreign-rows"),
        [
            Edit(
                MESSAGES,
                _UPDATE_MESSAGE,
                f"  using ({OWN} and {MY_OPEN_SESSIONS})\n  with check ({OWN});",
            )
        ],
    ),
    Hole(
        "a policy FOR ALL, for short",
        violated(_MESSAGES, _UPDATE, "user", "update-foreign-rows"),
        extra_sql=(
            'create policy "Users can manage own data" on public.conversation_messages for all to authenticated'
            f" using ({OWN}) with check ({OWN});"
        ),
    ),
    Hole(
        "what a message cost: cost_usd granted",
        violated(_MESSAGES, _UPDATE, "user", "write-frozen-column"),
        [Edit(MESSAGES, _UPDATE_MESSAGE_COLUMNS, _UPDATE_MESSAGE_COLUMNS.replace("(content", "(content, cost_usd"))],
    ),
    Hole(
        "a message moved to another session of mine: session_id granted",
        violated(_MESSAGES, _UPDATE, "user", "move-to-foreign-parent"),
        [Edit(MESSAGES, _UPDATE_MESSAGE_COLUMNS, _UPDATE_MESSAGE_COLUMNS.replace("(content", "(content, session_id"))],
    ),
    Hole(
        "everybody's messages deleted: USING true",
        violated(_MESSAGES, _DELETE, "user", "delete-foreign-rows"),
        [Edit(MESSAGES, _DELETE_OWN, "for delete to authenticated\n  using (true);")],
    ),
    Hole(
        "messages truncated: GRANT ALL",
        violated(_MESSAGES, _TRUNCATE, "user", "truncate-table"),
        extra_sql="grant all on public.conversation_messages to authenticated;",
    ),
    Hole(
        "messages truncated by visitors: nothing taken away from anon",
        violated(_MESSAGES, _TRUNCATE, "anon", "truncate-table"),
        [
            Edit(
                MESSAGES,
                "revoke all on public.conversation_messages from anon, authenticated, service_role;",
                "revoke all on public.conversation_messages from authenticated, service_role;",
            )
        ],
    ),
)
