"""What functions and views let their callers do."""

from pgcordon.model import Command
from power.alamo_prime import FUNCTIONS
from power.hole import Edit, Hole, violated

_OPEN = "public.get_or_create_chat_session(uuid,uuid,text,text,text,integer)"
_HISTORY = "public.get_chat_history(uuid,integer,integer)"
_SWEEP = "public.close_stale_sessions(integer)"
_EXECUTE = Command.EXECUTE

_OPEN_RUNS = """returns uuid
language plpgsql
security invoker"""
_HISTORY_RUNS = """language sql
stable
security invoker"""
_SWEEP_RUNS = """returns int
language plpgsql
security invoker"""
_ONLY_FOR_YOURSELF = """  if row_security_active('public.chat_sessions') and _user_id is distinct from auth.uid() then
    raise insufficient_privilege using message = 'a chat session can only be opened for yourself';
  end if;
"""
_ONLY_THE_BACKEND_SWEEPS = "grant execute on function public.close_stale_sessions(int) to service_role;"


def _definer(runs: str) -> Edit:
    return Edit(FUNCTIONS, runs, runs.replace("security invoker", "security definer"))


HOLES = (
    Hole(
        "history read with its owner's rights",
        violated(_HISTORY, _EXECUTE, "user", "read-through-function"),
        [_definer(_HISTORY_RUNS)],
    ),
    Hole(
        "a session opened with the owner's rights, for anybody",
        violated(_OPEN, _EXECUTE, "user", "write-through-function"),
        [_definer(_OPEN_RUNS)],
    ),
    Hole(
        "a session opened with the owner's rights, and the ownership test gone",
        violated(_OPEN, _EXECUTE, "user", "write-through-function"),
        [_definer(_OPEN_RUNS), Edit(FUNCTIONS, _ONLY_FOR_YOURSELF)],
    ),
    Hole(
        "everybody sweeps, with the owner's rights",
        violated(_SWEEP, _EXECUTE, "user"),
        [
            _definer(_SWEEP_RUNS),
            Edit(FUNCTIONS, _ONLY_THE_BACKEND_SWEEPS, _ONLY_THE_BACKEND_SWEEPS.replace("to ", "to authenticated, ")),
        ],
    ),
    Hole(
        "users may sweep what is their own: EXECUTE granted again",
        violated(_SWEEP, _EXECUTE, "user", "call-forbidden-function"),
        extra_sql="grant execute on function public.close_stale_sessions(int) to authenticated;",
    ),
    Hole(
        "visitors may read histories: EXECUTE granted to public",
        violated(_HISTORY, _EXECUTE, "user"),
        [_definer(_HISTORY_RUNS)],
        extra_sql="grant execute on function public.get_chat_history(uuid, int, int) to public;",
    ),
    Hole(
        "visitors may call: what PostgreSQL grants to PUBLIC is not taken away",
        violated(_HISTORY, _EXECUTE, "anon"),
        [
            _definer(_HISTORY_RUNS),
            Edit(FUNCTIONS, "from public, anon, authenticated, service_role;", "from authenticated, service_role;"),
        ],
    ),
    Hole(
        "a new function that closes any session",
        violated("public.close_chat_session(uuid)", _EXECUTE, "user", "write-through-function"),
        extra_sql=(
            "create function public.close_chat_session(_session_id uuid) returns void language sql"
            " security definer set search_path = ''"
            " begin atomic update public.chat_sessions set status = 'closed' where id = _session_id; end;"
        ),
    ),
    Hole(
        "a new function whose error tells what was said",
        violated("public.check_chat_session(uuid)", _EXECUTE, "user", "read-through-function"),
        extra_sql="""create function public.check_chat_session(_session_id uuid) returns boolean
            language plpgsql security definer set search_path = '' as $$
            begin
              raise exception 'session % holds %', _session_id,
                (select string_agg(m.content, ', ') from public.chat_messages as m where m.session_id = _session_id);
            end $$;""",
    ),
    Hole(
        "a view of messages that runs as its owner",
        violated("public.recent_messages", Command.SELECT, "user", "read-through-view"),
        extra_sql=(
            "create view public.recent_messages as select id, session_id, content from public.chat_messages;"
            " grant select on public.recent_messages to authenticated;"
        ),
    ),
)
