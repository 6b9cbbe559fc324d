"""Rows that somebody gets to write."""

from pgcordon.model import Command
from power.carfind import BEGUN_BY, IN_MY_SESSION, MESSAGES, OWN, PREREQUISITES, SAID_BY_ME, SESSIONS
from power.hole import Edit, Hole, violated

_SESSIONS, _MESSAGES = "public.chat_sessions", "public.chat_messages"
_INSERT, _UPDATE, _DELETE, _TRUNCATE = Command.INSERT, Command.UPDATE, Command.DELETE, Command.TRUNCATE

_INSERT_SESSION = f"for insert to authenticated\n  with check ({BEGUN_BY});"
_UPDATE_SESSION = f"for update to authenticated\n  using ({OWN})\n  with check ({OWN});"
_DELETE_SESSION = f"for delete to authenticated\n  using ({OWN});"
_UPDATE_SESSION_COLUMNS = "grant update (title) on public.chat_sessions to authenticated;"
_ONE_OWNER = "  constraint chat_sessions_one_owner check (num_nonnulls(user_id, visitor_id) = 1)\n"

_INSERT_MESSAGE = f"for insert to authenticated\n  with check ({SAID_BY_ME});"
_UPDATE_MESSAGE = f"for update to authenticated\n  using ({SAID_BY_ME})\n  with check ({SAID_BY_ME});"
_DELETE_MESSAGE = f"for delete to authenticated\n  using (\n    {IN_MY_SESSION}\n  );"
_UPDATE_MESSAGE_COLUMNS = "grant update (content, metadata) on public.chat_messages to authenticated;"

_WHO_IS_A_VISITOR = "  select exists (select from auth.users where id = auth.uid() and is_anonymous);"
_BY_THE_CLAIM = Edit(
    PREREQUISITES, _WHO_IS_A_VISITOR, "  select coalesce((auth.jwt() ->> 'is_anonymous')::boolean, false);"
)


def _session_columns(more: str) -> Edit:
    return Edit(SESSIONS, _UPDATE_SESSION_COLUMNS, _UPDATE_SESSION_COLUMNS.replace("title", f"title, {more}"))


def _message_columns(more: str) -> Edit:
    return Edit(MESSAGES, _UPDATE_MESSAGE_COLUMNS, _UPDATE_MESSAGE_COLUMNS.replace("metadata", f"metadata, {more}"))


def _said(with_check: str) -> Edit:
    return Edit(MESSAGES, _INSERT_MESSAGE, f"for insert to authenticated\n  with check ({with_check});")


HOLES = (
    Hole(
        "a session for somebody else: WITH CHECK true",
        violated(_SESSIONS, _INSERT, "user", "insert-as-other"),
        [Edit(SESSIONS, _INSERT_SESSION, "for insert to authenticated\n  with check (true);")],
    ),
    Hole(
        "users begin sessions as visitors: a policy FOR ALL, for short",
        violated(_SESSIONS, _INSERT, "user", "insert-as-other"),
        extra_sql=(
            'create policy "Users can manage their own sessions" on public.chat_sessions for all to authenticated'
            f" using ({OWN});"
        ),
    ),
    Hole(
        "a visitor is who the token says: one without the claim begins sessions as a user",
        violated(_SESSIONS, _INSERT, "unmarked_visitor", "insert-as-other"),
        [_BY_THE_CLAIM],
    ),
    Hole(
        "a visitor is who the token says: one from before signing up makes a user begin as a visitor",
        violated(_SESSIONS, _INSERT, "former_visitor", "insert-as-other"),
        [_BY_THE_CLAIM],
    ),
    Hole(
        "everybody's titles: UPDATE USING true",
        violated(_SESSIONS, _UPDATE, "user", "update-foreign-rows"),
        [Edit(SESSIONS, _UPDATE_SESSION, "for update to authenticated\n  using (true)\n  with check (true);")],
    ),
    Hole(
        "a session handed to somebody: WITH CHECK true and user_id granted",
        violated(_SESSIONS, _UPDATE, "user", "reassign-owner"),
        [
            Edit(SESSIONS, _UPDATE_SESSION, f"for update to authenticated\n  using ({OWN})\n  with check (true);"),
            _session_columns("user_id"),
        ],
    ),
    Hole(
        "a session handed to nobody: null passes, as the document has it",
        violated(_SESSIONS, _UPDATE, "user", "reassign-owner"),
        [
            Edit(
                SESSIONS,
                _UPDATE_SESSION,
                f"for update to authenticated\n  using ({OWN})\n  with check ({OWN} or user_id is null);",
            ),
            Edit(SESSIONS, _ONE_OWNER, _ONE_OWNER.replace("= 1", "<= 1")),
            _session_columns("user_id"),
        ],
    ),
    Hole(
        "when it began: UPDATE granted on the whole table",
        violated(_SESSIONS, _UPDATE, "user", "write-frozen-column"),
        extra_sql="grant update on public.chat_sessions to authenticated;",
    ),
    Hole(
        "sessions of visitors are anybody's to tidy up",
        violated(_SESSIONS, _DELETE, "user", "delete-foreign-rows"),
        [Edit(SESSIONS, _DELETE_SESSION, f"for delete to authenticated\n  using ({OWN} or user_id is null);")],
    ),
    Hole(
        "a message in the assistant's voice: the role not checked",
        violated(_MESSAGES, _INSERT, "user", "insert-as-other"),
        [_said(IN_MY_SESSION)],
    ),
    Hole(
        "a message in the assistant's voice: every role but system",
        violated(_MESSAGES, _INSERT, "visitor", "insert-as-other"),
        [_said(f"role <> 'system' and {IN_MY_SESSION}")],
    ),
    Hole(
        "a message into anybody's session: the sub-query asks for no row",
        violated(_MESSAGES, _INSERT, "user", "insert-under-foreign-parent"),
        [_said(f"role = 'user' and exists (select from public.chat_sessions where {OWN})")],
    ),
    Hole(
        "a message moved to another session of mine: session_id granted",
        violated(_MESSAGES, _UPDATE, "user", "move-to-foreign-parent"),
        [_message_columns("session_id")],
    ),
    Hole(
        "an answer put into one's own mouth: USING without the role, and role granted",
        violated(_MESSAGES, _UPDATE, "user"),
        [
            Edit(
                MESSAGES,
                _UPDATE_MESSAGE,
                f"for update to authenticated\n  using ({IN_MY_SESSION})\n  with check ({SAID_BY_ME});",
            ),
            _message_columns("role"),
        ],
    ),
    Hole(
        "what the assistant said, reworded: the role not checked",
        violated(_MESSAGES, _UPDATE, "former_visitor", "update-foreign-rows"),
        [Edit(MESSAGES, _UPDATE_MESSAGE, f"for update to authenticated\n  using ({IN_MY_SESSION});")],
    ),
    Hole(
        "everybody's messages deleted: session_id compared with itself",
        violated(_MESSAGES, _DELETE, "user", "delete-foreign-rows"),
        [
            Edit(
                MESSAGES,
                _DELETE_MESSAGE,
                "for delete to authenticated\n  using (session_id = chat_messages.session_id);",
            )
        ],
    ),
    Hole(
        "messages truncated: GRANT ALL",
        violated(_MESSAGES, _TRUNCATE, "visitor", "truncate-table"),
        extra_sql="grant all on public.chat_messages to authenticated;",
    ),
    Hole(
        "messages truncated by who is not signed in: nothing taken away from anon",
        violated(_MESSAGES, _TRUNCATE, "anon", "truncate-table"),
        [
            Edit(
                MESSAGES,
                "revoke all on public.chat_messages from anon, authenticated, service_role;",
                "revoke all on public.chat_messages from authenticated, service_role;",
            )
        ],
    ),
    Hole(
        "an upsert that finds other users' sessions too, and makes them its caller's",
        violated(_SESSIONS, _UPDATE, "user", "reassign-owner"),
        [
            Edit(
                SESSIONS,
                _UPDATE_SESSION,
                f"for update to authenticated\n  using (visitor_id is null)\n  with check ({OWN});",
            ),
            _session_columns("user_id"),
        ],
    ),
)
