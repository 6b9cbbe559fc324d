"""Clocks of sessions that stand still, move without a reason, or show another moment."""

from power.carfind import MESSAGES, SESSIONS
from power.hole import Edit, Hole, untimely

_TABLE = "public.chat_sessions"

_TOUCHED = "  where id in (old.session_id, new.session_id)\n    and updated_at <> now();"
_ON_SESSION = "  before update on public.chat_sessions"
_KEPT_IN_ORDER = "  when ((old.visitor_id = new.user_id) is not true)"

HOLES = (
    Hole(
        "a message that moves is seen in the session that it comes to alone",
        untimely(_TABLE, "touch-both"),
        [
            Edit(
                MESSAGES,
                _TOUCHED,
                _TOUCHED.replace("in (old.session_id, new.session_id)", "= coalesce(new.session_id, old.session_id)"),
            )
        ],
    ),
    Hole(
        "nothing is seen of a message that is deleted: the trigger function asks for new alone",
        untimely(_TABLE, "touch-moved"),
        [Edit(MESSAGES, _TOUCHED, _TOUCHED.replace("in (old.session_id, new.session_id)", "= new.session_id"))],
    ),
    Hole(
        "a message touches all of its author's sessions",
        untimely(_TABLE, "touch-others"),
        [
            Edit(
                MESSAGES,
                _TOUCHED,
                "  where user_id in (select s.user_id from public.chat_sessions as s"
                " where s.id in (old.session_id, new.session_id));",
            )
        ],
    ),
    Hole(
        "a deleted session must be there: an error where the cascade finds none",
        untimely(_TABLE, "touch-cascade"),
        [
            Edit(
                MESSAGES,
                _TOUCHED,
                f"{_TOUCHED}\n  if not found then\n    raise exception 'no such session';\n  end if;",
            )
        ],
    ),
    Hole(
        "sessions of visitors stand still: null in the trigger's WHEN",
        untimely(_TABLE, "touch-moved"),
        [Edit(SESSIONS, _KEPT_IN_ORDER, "  when (old.user_id = new.user_id)")],
    ),
    Hole(
        "the moment that the backend states counts: the trigger is of title alone",
        untimely(_TABLE, "touch-forged"),
        [Edit(SESSIONS, _ON_SESSION, _ON_SESSION.replace("update on", "update of title on"))],
    ),
)
