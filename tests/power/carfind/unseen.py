"""Holes that verify does not see, each with the reason and with somebody who goes through it.

The first six are limits of the tool. The last two are limits of this system's contract: access.toml permits what the
schema refuses, so that nothing is amiss once the schema refuses it no longer.
"""

from collections.abc import Callable
from dataclasses import dataclass

from psycopg import Error

from carfind.chat import BACKEND, USER_ONE, VISITOR_ONE, Chat
from pgcordon.actors.actor import Person
from pgcordon.model import Command
from power.carfind import FUNCTIONS, MESSAGES, SESSIONS
from power.hole import Edit, Hole, too_strict, untimely, violated

_SESSIONS, _MESSAGES = "public.chat_sessions", "public.chat_messages"


@dataclass(frozen=True, slots=True)
class Unseen:
    """A hole that is open and not reported."""

    hole: Hole
    """What it expects is what ought to be reported."""
    why: str
    is_open: Callable[[Chat], bool]
    """Goes through the hole, and says whether that worked."""

    def __str__(self) -> str:
        return self.hole.name


def _takes_over(chat: Chat) -> bool:
    session = chat.begin(VISITOR_ONE)
    chat.run(USER_ONE, "select public.keep_visitor_sessions()")
    return session in chat.sessions_seen_by(USER_ONE)


def _becomes_a_visitors(chat: Chat) -> bool:
    session = chat.begin(USER_ONE)
    chat.run(USER_ONE, "update public.chat_sessions set user_id = null, visitor_id = %s", USER_ONE.uid)
    return bool(chat.value(None, "select user_id is null from public.chat_sessions where id = %s", session))


def _is_numbered_anew(chat: Chat) -> bool:
    message = chat.say(USER_ONE, chat.begin(USER_ONE))
    chat.run(USER_ONE, "update public.chat_messages set id = extensions.uuid_generate_v4()")
    return message not in chat.messages_seen_by(USER_ONE)


def _stays_with_its_messages(chat: Chat) -> bool:
    chat.say(USER_ONE, chat.begin(USER_ONE))
    return _fails(chat, USER_ONE, "delete from public.chat_sessions")


def _is_silent_for_half_an_hour(chat: Chat) -> bool:
    begun = (
        "insert into public.chat_sessions (user_id, updated_at) values (%s, now() - interval '30 minutes') returning id"
    )
    session = chat.value(BACKEND, begun, USER_ONE.uid)
    chat.say(USER_ONE, session)
    return session not in chat.touched()


def _is_touched_in_another_zone(chat: Chat) -> bool:
    session = chat.begin(USER_ONE)
    chat.run(None, "set local timezone to 'Asia/Tokyo'")
    chat.let_a_day_pass()
    chat.say(USER_ONE, session)
    return session not in chat.touched()


def _is_begun_for_a_user(chat: Chat) -> bool:
    chat.run(
        VISITOR_ONE,
        "insert into public.chat_sessions (user_id, visitor_id) values (%s, %s)",
        USER_ONE.uid,
        VISITOR_ONE.uid,
    )
    return bool(chat.sessions_seen_by(USER_ONE))


def _is_first_for_ever(chat: Chat) -> bool:
    chat.run(USER_ONE, "insert into public.chat_sessions (user_id, updated_at) values (%s, '2999-01-01')", USER_ONE.uid)
    return bool(chat.value(None, "select updated_at > now() from public.chat_sessions"))


def _fails(chat: Chat, who: Person, statement: str) -> bool:
    try:
        chat.run(who, statement)
    except Error:
        return True
    return False


UNSEEN = (
    Unseen(
        Hole(
            "who signs up is given everybody's sessions: user_id set to the caller, and no WHERE",
            violated("public.keep_visitor_sessions()", Command.EXECUTE, "user", "write-through-function"),
            [
                Edit(
                    FUNCTIONS,
                    "  set user_id = s.visitor_id,\n      visitor_id = null\n  where s.visitor_id = auth.uid();",
                    "  set user_id = auth.uid(),\n      visitor_id = null\n  where s.visitor_id is not null;",
                )
            ],
        ),
        "access.toml lets the function write sessions, which excuses a change after which the row is the caller's",
        _takes_over,
    ),
    Unseen(
        Hole(
            "a user's session becomes a visitor's: both columns granted",
            violated(_SESSIONS, Command.UPDATE, "user"),
            extra_sql="grant update (user_id, visitor_id) on public.chat_sessions to authenticated;",
        ),
        "attacks change one owner at a time, and exactly one of the two must be set",
        _becomes_a_visitors,
    ),
    Unseen(
        Hole(
            "a message numbered anew: id granted",
            violated(_MESSAGES, Command.UPDATE, "user", "write-frozen-column"),
            extra_sql="grant update (id) on public.chat_messages to authenticated;",
        ),
        "write-frozen-column leaves out what identifies a row, frozen or not",
        _is_numbered_anew,
    ),
    Unseen(
        Hole(
            "a session with messages cannot be deleted: ON DELETE CASCADE forgotten",
            too_strict(_SESSIONS, Command.DELETE, "user"),
            [
                Edit(
                    MESSAGES,
                    "references public.chat_sessions (id) on delete cascade",
                    "references public.chat_sessions (id)",
                )
            ],
        ),
        "a constraint stops the owner too, and such an attempt counts as ill chosen; a session without messages goes",
        _stays_with_its_messages,
    ),
    Unseen(
        Hole(
            "touched once an hour, to save writes",
            untimely(_SESSIONS, "touch-moved"),
            [Edit(MESSAGES, "    and updated_at <> now();", "    and updated_at < now() - interval '1 hour';")],
        ),
        "before each write a day passes",
        _is_silent_for_half_an_hour,
    ),
    Unseen(
        Hole(
            "UTC, read as the caller's own time",
            untimely(_SESSIONS, "touch-moved"),
            [Edit(SESSIONS, "  new.updated_at = now();", "  new.updated_at = now() at time zone 'utc';")],
        ),
        "whoever writes does so in the server's time zone, which is UTC",
        _is_touched_in_another_zone,
    ),
    Unseen(
        Hole(
            "two owners: the check dropped, and a visitor's session turns up among a user's",
            violated(_SESSIONS, Command.INSERT, "visitor", "insert-as-other"),
            extra_sql="alter table public.chat_sessions drop constraint chat_sessions_one_owner;",
        ),
        "access.toml lets visitors insert where visitor_id is theirs, and says nothing there of user_id",
        _is_begun_for_a_user,
    ),
    Unseen(
        Hole(
            "first in every list for ever: INSERT granted on the whole table",
            violated(_SESSIONS, Command.INSERT, "user", "insert-as-other"),
            extra_sql="grant insert on public.chat_sessions to authenticated;",
        ),
        "frozen columns bind updates, and access.toml's predicates for INSERT do not speak of the clocks",
        _is_first_for_ever,
    ),
)
