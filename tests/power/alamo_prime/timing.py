"""Sessions that live too long, not long enough, or twice."""

from power.alamo_prime import FUNCTIONS
from power.hole import Edit, Hole, untimely

_TABLE = "public.chat_sessions"
_SWEPT = "  where s.status = 'active'\n    and s.last_active_at <= now() - make_interval(hours => _expiry_hours);"
_STALE = "    and s.status = 'active'\n    and s.last_active_at <= now() - make_interval(hours => _expiry_hours);"
_TOUCHED = "do update set last_active_at = greatest(s.last_active_at, now())"


def _look_then_insert(of_group: str) -> str:
    """The document's way: no index keeps a second session out."""
    return f"""
drop index public.idx_chat_sessions_user_context;
create or replace function public.get_or_create_chat_session(
  _user_id uuid, _group_id uuid, _context_type text, _context_id text default null, _mode text default 'text',
  _expiry_hours int default 4
) returns uuid language plpgsql set search_path = '' as $$
declare
  _session_id uuid;
begin
  update public.chat_sessions set status = 'closed'
  where user_id = _user_id and context_type = _context_type and status = 'active' {of_group}
    and last_active_at <= now() - make_interval(hours => _expiry_hours);
  update public.chat_sessions set last_active_at = now()
  where user_id = _user_id and context_type = _context_type and status = 'active' {of_group}
  returning id into _session_id;
  if _session_id is null then
    insert into public.chat_sessions (user_id, group_id, context_type, context_id, mode)
    values (_user_id, _group_id, _context_type, _context_id, _mode)
    returning id into _session_id;
  end if;
  return _session_id;
end $$;
"""


HOLES = (
    Hole(
        "the sweep spares who was silent for exactly four hours",
        untimely(_TABLE, "boundary"),
        [Edit(FUNCTIONS, _SWEPT, _SWEPT.replace("<=", "<"))],
    ),
    Hole(
        "the sweep takes hours for minutes",
        untimely(_TABLE, "sweep-exact"),
        [Edit(FUNCTIONS, _SWEPT, _SWEPT.replace("hours =>", "mins =>"))],
    ),
    Hole(
        "a stale session is resumed: nothing closes it",
        untimely(_TABLE, "replace-stale"),
        [Edit(FUNCTIONS, _STALE, "    and false;")],
    ),
    Hole(
        "a live session is resumed and not touched",
        untimely(_TABLE, "resume-live"),
        [Edit(FUNCTIONS, _TOUCHED, "do update set last_active_at = s.last_active_at")],
    ),
    Hole(
        "one session for all of a user's groups",
        untimely(_TABLE, "per-context"),
        extra_sql=_look_then_insert(of_group=""),
    ),
    Hole(
        "look, then insert: two callers at once get a session each",
        untimely(_TABLE, "concurrent-open"),
        extra_sql=_look_then_insert(of_group="and group_id = _group_id"),
    ),
)
