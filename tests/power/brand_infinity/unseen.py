"""Holes that verify does not see, and why: the limits of what is drawn and tried."""

from pgcordon.model import Command
from power.brand_infinity import BRANDS, HISTORY, MESSAGES, OWN, RETENTION, SESSIONS, SIGNED_IN
from power.hole import Edit, Hole, too_strict, untimely, violated

_SESSIONS, _MESSAGES = "public.conversation_sessions", "public.conversation_messages"

_COST_RUNS = "returns numeric\nlanguage sql\nstable\nsecurity invoker"
_INSERT_COLUMNS = "grant insert (session_id, brand_id, user_id, role, content) on public.conversation_messages"
_OPEN_SESSIONS = f"""    and session_id in (
      select s.id
      from public.conversation_sessions as s
      where s.user_id = {SIGNED_IN}
        and s.state not in ('delivered', 'cancelled')
    )
  )
  with check"""
_ERROR_TELLS_INTENT = """
create function public.assert_session_open(p_session_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  raise exception 'session % wants %', p_session_id,
    (select s.parsed_intent from public.conversation_sessions as s where s.id = p_session_id);
end $$;
"""

_DRAWN = (
    # numeric(10,6) has no room for a number that tells its row: costs are 0 and 1 everywhere.
    Hole(
        "the cost of any session: a number that tells nothing of where it is from",
        violated("public.get_session_cost(uuid)", Command.EXECUTE, "user"),
        [Edit(HISTORY, _COST_RUNS, _COST_RUNS.replace("invoker", "definer"))],
    ),
    # What has a default and is looked at by nothing is left to it, and is the same in every row.
    Hole(
        "a new function whose error tells what was wanted, which is {} in every row",
        violated("public.assert_session_open(uuid)", Command.EXECUTE, "user"),
        extra_sql=_ERROR_TELLS_INTENT,
    ),
    # A column that a policy holds against the current user is taken for one that names a user.
    Hole(
        "brands by their own id, which is then drawn as their user's",
        too_strict("public.brands", Command.SELECT, "user"),
        [
            Edit(
                BRANDS,
                f"for select to authenticated\n  using ({OWN});",
                f"for select to authenticated\n  using (id = {SIGNED_IN});",
            )
        ],
    ),
    # No message is drawn that a user wrote in a session of theirs that is over, and about its brand: the trigger
    # refuses to change any other.
    Hole(
        "reworded after the end: the session not asked",
        violated(_MESSAGES, Command.UPDATE, "user"),
        [Edit(MESSAGES, _OPEN_SESSIONS, "  )\n  with check")],
    ),
)

_TRIED = (
    # Rows are inserted with what must be there, and with everything; not with one column more than must be.
    Hole(
        "a session that begins with a plan: active_task_plan_id granted",
        violated(_SESSIONS, Command.INSERT, "user"),
        extra_sql="grant insert (active_task_plan_id) on public.conversation_sessions to authenticated;",
    ),
    Hole(
        "a message that cost what its writer says: cost_usd granted",
        violated(_MESSAGES, Command.INSERT, "user"),
        [Edit(MESSAGES, _INSERT_COLUMNS, _INSERT_COLUMNS.replace("content)", "content, cost_usd)"))],
    ),
)

_TIMED = (
    # Every call is made in UTC, where each day has 24 hours.
    Hole(
        "ninety days, which are longer or shorter where the caller's clocks change",
        untimely(_SESSIONS, "purge-exact"),
        [Edit(RETENTION, "interval '2160 hours'", "interval '90 days'")],
    ),
    Hole(
        "an end in UTC, read as the caller's own time",
        untimely(_SESSIONS, "stamp-set"),
        [Edit(SESSIONS, "    new.completed_at := now();", "    new.completed_at := now() at time zone 'utc';")],
    ),
    # The first message that can be written at all shows whether its session is touched: one in an open session.
    Hole(
        "a late message is no activity: final sessions are left out",
        untimely(_SESSIONS, "touch-moved"),
        [
            Edit(
                MESSAGES,
                "  where s.id in (old.session_id, new.session_id);",
                "  where s.id in (old.session_id, new.session_id)\n    and s.state not in ('delivered', 'cancelled');",
            )
        ],
    ),
)

UNSEEN = (*_DRAWN, *_TRIED, *_TIMED)
