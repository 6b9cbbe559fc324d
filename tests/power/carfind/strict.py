"""What the contract allows and the schema refuses, or cannot decide."""

from pgcordon.model import Command
from power.carfind import FUNCTIONS, IN_MY_SESSION, MESSAGES, OWN, PREREQUISITES, SESSIONS, SIGNED_IN
from power.hole import Edit, Hole, broken, too_strict

_SESSIONS, _MESSAGES = "public.chat_sessions", "public.chat_messages"
_SELECT, _INSERT, _UPDATE, _DELETE = Command.SELECT, Command.INSERT, Command.UPDATE, Command.DELETE
_KEEP = "public.keep_visitor_sessions()"

_VIEW_SESSION = "for select to authenticated\n  using ({});"
_VIEW_MESSAGE = f"for select to authenticated\n  using (\n    {IN_MY_SESSION}\n  );"
_TOUCHES_AS_OWNER = """create function public.update_session_on_message_change()
returns trigger
language plpgsql
security definer
"""

_TOO_STRICT = (
    Hole(
        "visitors do not see their sessions: user_id alone compared",
        too_strict(_SESSIONS, _SELECT, "visitor"),
        [Edit(SESSIONS, _VIEW_SESSION.format(OWN), _VIEW_SESSION.format(f"user_id = {SIGNED_IN}"))],
    ),
    Hole(
        "who signed up an hour ago does not see their sessions: the claim asked",
        too_strict(_SESSIONS, _SELECT, "former_visitor"),
        [
            Edit(
                SESSIONS,
                _VIEW_SESSION.format(OWN),
                _VIEW_SESSION.format(
                    "case when ((select auth.jwt()) ->> 'is_anonymous')::boolean then visitor_id else user_id end"
                    f" = {SIGNED_IN}"
                ),
            )
        ],
    ),
    Hole(
        "visitors locked out of what they said by a restrictive policy",
        too_strict(_MESSAGES, _SELECT, "unmarked_visitor"),
        extra_sql=(
            'create policy "Only accounts" on public.chat_messages as restrictive for select to authenticated'
            " using (not (select public.is_visitor()));"
        ),
    ),
    Hole(
        "messages by their own id: the wrong column",
        too_strict(_MESSAGES, _SELECT, "user"),
        [
            Edit(
                MESSAGES,
                _VIEW_MESSAGE,
                _VIEW_MESSAGE.replace("s.id = chat_messages.session_id", "s.id = chat_messages.id"),
            )
        ],
    ),
    Hole(
        "one visitor makes visitors of all: the caller's id forgotten",
        too_strict(_SESSIONS, _INSERT, "user"),
        [Edit(PREREQUISITES, "where id = auth.uid() and is_anonymous", "where is_anonymous")],
    ),
    Hole(
        "visitors cannot begin a session: visitor_id not granted",
        too_strict(_SESSIONS, _INSERT, "visitor"),
        [Edit(SESSIONS, "grant insert (user_id, visitor_id, title) on", "grant insert (user_id, title) on")],
    ),
    Hole(
        "nobody can begin a session: EXECUTE on is_visitor revoked",
        too_strict(_SESSIONS, _INSERT, "user"),
        extra_sql="revoke execute on function public.is_visitor() from authenticated;",
    ),
    Hole(
        "nobody can begin a session: is_visitor asks auth.users with its caller's rights",
        too_strict(_SESSIONS, _INSERT, "user"),
        extra_sql="alter function public.is_visitor() security invoker;",
    ),
    Hole(
        "nobody can rename a session: the UPDATE policy dropped",
        too_strict(_SESSIONS, _UPDATE, "user"),
        extra_sql='drop policy "Users can update their own sessions" on public.chat_sessions;',
    ),
    Hole(
        "nobody can say anything: the trigger touches the session with its caller's rights",
        too_strict(_MESSAGES, _INSERT, "user"),
        [Edit(MESSAGES, _TOUCHES_AS_OWNER, _TOUCHES_AS_OWNER.replace("security definer\n", ""))],
    ),
    Hole(
        "what was said cannot be taken back: the DELETE policy asks for the assistant's role",
        too_strict(_MESSAGES, _DELETE, "user"),
        extra_sql=(
            'alter policy "Users can delete messages from their sessions" on public.chat_messages'
            f" using (role = 'assistant' and {IN_MY_SESSION});"
        ),
    ),
    Hole(
        "the assistant is silent: the backend's grant forgotten",
        too_strict(_MESSAGES, _INSERT, "service_role"),
        [
            Edit(
                MESSAGES,
                "grant select, insert, update, delete on public.chat_messages to service_role;",
                "grant select, update, delete on public.chat_messages to service_role;",
            )
        ],
    ),
    Hole(
        "who signs up cannot keep their sessions: EXECUTE revoked",
        too_strict(_KEEP, Command.EXECUTE, "former_visitor"),
        extra_sql="revoke execute on function public.keep_visitor_sessions() from authenticated;",
    ),
    Hole(
        "the summary is shown to nobody: its grant forgotten",
        too_strict("public.session_summary", _SELECT, "user"),
        extra_sql="revoke select on public.session_summary from authenticated;",
    ),
    Hole(
        "= where IN is meant: fails for whoever has two sessions",
        too_strict(_MESSAGES, _SELECT, "user"),
        extra_sql=(
            'create policy "Users can view my messages" on public.chat_messages for select to authenticated'
            " using (session_id = (select s.id from public.chat_sessions as s));"
        ),
    ),
)

_BROKEN = (
    Hole(
        "a policy that asks its own table",
        broken(_MESSAGES, _SELECT, "42P17"),
        extra_sql=(
            'create policy "Users can view answers" on public.chat_messages for select to authenticated using'
            " (session_id in (select m.session_id from public.chat_messages as m where m.role = 'assistant'));"
        ),
    ),
    Hole(
        "two tables whose policies ask each other",
        broken(_SESSIONS, _SELECT, "42P17"),
        extra_sql=(
            'create policy "Users can view sessions that they speak in" on public.chat_sessions for select'
            " to authenticated using (id in (select m.session_id from public.chat_messages as m));"
        ),
    ),
    Hole(
        "a policy that reads a list where metadata is none",
        broken(_MESSAGES, _SELECT, "22023"),
        extra_sql=(
            'create policy "Users can view cars" on public.chat_messages for select to authenticated'
            " using ('car' in (select jsonb_array_elements_text(metadata)));"
        ),
    ),
    Hole(
        "a policy that reads a title as a number",
        broken(_SESSIONS, _SELECT, "22P02"),
        extra_sql=(
            'create policy "Users can view sample sessions" on public.chat_sessions for select to authenticated'
            " using (title::int < 0);"
        ),
    ),
    Hole(
        "a function whose search_path is empty and whose table has no schema",
        broken(_KEEP, Command.EXECUTE, "42P01", "former_visitor"),
        [Edit(FUNCTIONS, "  update public.chat_sessions as s", "  update chat_sessions as s")],
    ),
)

HOLES = (*_TOO_STRICT, *_BROKEN)
