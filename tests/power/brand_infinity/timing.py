"""Steps that are none, stamps and touches that are missing, and conversations that are deleted too early or never."""

from power.brand_infinity import MESSAGES, OWN, RETENTION, SESSIONS
from power.hole import Edit, Hole, untimely

_TABLE = "public.conversation_sessions"

_AGE = "      and s.completed_at <= now() - interval '2160 hours'"
_FINAL = "    where s.state in ('delivered', 'cancelled')\n"
_ONLY_THE_BACKEND_PURGES = "grant execute on function public.apply_data_retention() to service_role;"
_PURGE_RUNS = "security invoker"
_MESSAGES_GO_ALONG = "references public.conversation_sessions (id) on delete cascade"
_TOUCHED = "  where s.id in (old.session_id, new.session_id);"
_ON_MESSAGE = "  after insert or update on public.conversation_messages"
_ON_SESSION = "  before insert or update on public.conversation_sessions"
_ACTIVE = "  new.last_activity_at := greatest(old.last_activity_at, now());"
_BEGINS = "    if new.state <> 'initial' then"
_ENDED = "  if old.state in ('delivered', 'cancelled') then"
_ENDS = "  if new.state in ('delivered', 'cancelled') then\n    new.completed_at := now();"


def _step(old: str, new: str = "") -> Edit:
    return Edit(SESSIONS, old, new)


_PURGE = (
    Hole(
        "the purge spares what ended exactly ninety days ago",
        untimely(_TABLE, "purge-exact"),
        [Edit(RETENTION, _AGE, _AGE.replace("<=", "<"))],
    ),
    Hole(
        "the purge takes hours for days",
        untimely(_TABLE, "purge-exact"),
        [Edit(RETENTION, _AGE, _AGE.replace("2160 hours", "90 hours"))],
    ),
    Hole(
        "the purge counts from the beginning",
        untimely(_TABLE, "purge-exact"),
        [Edit(RETENTION, _AGE, _AGE.replace("completed_at", "created_at"))],
    ),
    Hole(
        "the purge counts from the latest activity",
        untimely(_TABLE, "purge-exact"),
        [Edit(RETENTION, _AGE, _AGE.replace("completed_at", "last_activity_at"))],
    ),
    Hole(
        "what was cancelled is kept for ever",
        untimely(_TABLE, "purge-exact"),
        [Edit(RETENTION, _FINAL, "    where s.state = 'delivered'\n")],
    ),
    Hole(
        "the purge fails where there are messages: ON DELETE CASCADE forgotten",
        untimely(_TABLE, "purge-exact"),
        [Edit(MESSAGES, _MESSAGES_GO_ALONG, "references public.conversation_sessions (id)")],
    ),
    Hole(
        "everybody purges, with the owner's rights",
        untimely(_TABLE, "foreign-purge"),
        [
            Edit(RETENTION, _PURGE_RUNS, "security definer"),
            Edit(RETENTION, _ONLY_THE_BACKEND_PURGES, _ONLY_THE_BACKEND_PURGES.replace("to ", "to authenticated, ")),
        ],
    ),
)

_TOUCH = (
    Hole(
        "rewording is no activity: the trigger fires on INSERT alone",
        untimely(_TABLE, "touch-moved"),
        [
            Edit(MESSAGES, _ON_MESSAGE, _ON_MESSAGE.replace(" or update", "")),
        ],
    ),
    Hole(
        "an answer is no activity: the trigger fires on a change of state alone",
        untimely(_TABLE, "touch-moved"),
        [Edit(SESSIONS, _ON_SESSION, _ON_SESSION.replace("update on", "update of state on"))],
    ),
    Hole(
        "what the writer states counts, if it is later",
        untimely(_TABLE, "touch-forged"),
        [Edit(SESSIONS, _ACTIVE, "  new.last_activity_at := greatest(new.last_activity_at, now());")],
    ),
    Hole(
        "a message that moves is activity in the session that it leaves alone",
        untimely(_TABLE, "touch-both"),
        [Edit(MESSAGES, _TOUCHED, "  where s.id = coalesce(old.session_id, new.session_id);")],
    ),
    Hole(
        "a message touches all of its user's sessions",
        untimely(_TABLE, "touch-others"),
        [Edit(MESSAGES, _TOUCHED, "  where s.user_id = new.user_id;")],
    ),
)

_LIFECYCLE = (
    Hole(
        "a step too many: from verifying back to planning",
        untimely(_TABLE, "step-refused"),
        [
            _step(
                "    ('verifying', 'processing')    --",
                "    ('verifying', 'planning'),\n    ('verifying', 'processing')    --",
            )
        ],
    ),
    Hole(
        "a step too few: an answer no longer opens the subject again",
        untimely(_TABLE, "step-allowed"),
        [_step("    ('clarifying', 'gathering'),   -- an answer opens the subject again\n")],
    ),
    Hole(
        "a user cannot end a session: WITH CHECK asks what USING should",
        untimely(_TABLE, "step-allowed", "user"),
        [
            Edit(
                SESSIONS,
                f"for update to authenticated\n  using ({OWN})\n  with check ({OWN});",
                f"for update to authenticated\n  using ({OWN})\n"
                f"  with check ({OWN} and state not in ('delivered', 'cancelled'));",
            )
        ],
    ),
    Hole(
        "the backend takes any step",
        untimely(_TABLE, "step-refused", "service_role"),
        [
            _step(
                "  if new.state <> old.state and (old.state, new.state)",
                "  if auth.role() is distinct from 'service_role'\n"
                "     and new.state <> old.state and (old.state, new.state)",
            )
        ],
    ),
    Hole(
        "the trigger disabled for a migration, and never enabled again",
        untimely(_TABLE, "step-refused"),
        extra_sql=("alter table public.conversation_sessions disable trigger trigger_update_session_activity;"),
    ),
    Hole(
        "what was cancelled is delivered after all: one final state forgotten",
        untimely(_TABLE, "final-state"),
        [Edit(SESSIONS, _ENDED, "  if old.state = 'delivered' then")],
    ),
    Hole(
        "what is cancelled has no end",
        untimely(_TABLE, "stamp-set"),
        [
            Edit(
                SESSIONS,
                _ENDS,
                _ENDS.replace(
                    "new.completed_at := now()", "new.completed_at := case new.state when 'delivered' then now() end"
                ),
            )
        ],
    ),
    Hole(
        "an end is a day: midnight of it",
        untimely(_TABLE, "stamp-set"),
        [Edit(SESSIONS, _ENDS, _ENDS.replace("now()", "current_date"))],
    ),
    Hole(
        "an end before the end: completed_at is not put back",
        untimely(_TABLE, "stamp-forged"),
        [Edit(SESSIONS, "  new.completed_at := old.completed_at;\n")],
    ),
    Hole(
        "a session that begins with its end: completed_at is not cleared",
        untimely(_TABLE, "stamp-forged"),
        [Edit(SESSIONS, "    new.completed_at := null;\n")],
    ),
    Hole(
        "what is over ends again with every write",
        untimely(_TABLE, "stamp-kept"),
        [
            Edit(
                SESSIONS,
                "    -- A late message of the backend still counts as activity, and nothing else may change.\n",
                "    new.completed_at := now();\n    old.completed_at := now();\n",
            )
        ],
    ),
    Hole(
        "a session begins where its client says: the trigger fires on UPDATE alone",
        untimely(_TABLE, "start-state"),
        [Edit(SESSIONS, _ON_SESSION, _ON_SESSION.replace("insert or ", ""))],
    ),
    Hole(
        "no state at all: NOT NULL forgotten, and null is not distinct from anything",
        untimely(_TABLE, "unknown-state"),
        [Edit(SESSIONS, "  state                varchar not null default", "  state                varchar default")],
    ),
)

HOLES = (*_PURGE, *_TOUCH, *_LIFECYCLE)
