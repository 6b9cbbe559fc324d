"""What functions and views let their callers do."""

from pgcordon.model import Command
from power.brand_infinity import HISTORY, RETENTION, SESSIONS
from power.hole import Edit, Hole, violated

_COMPLETE = "public.complete_conversation_session(uuid)"
_CANCEL = "public.cancel_conversation_session(uuid)"
_HISTORY = "public.get_conversation_history(uuid,integer)"
_COST = "public.get_session_cost(uuid)"
_STATS = "public.get_session_message_stats(uuid)"
_PURGE = "public.apply_data_retention()"
_PROVIDERS, _DAYS = "public.provider_usage_stats", "public.daily_message_volume"
_EXECUTE, _SELECT = Command.EXECUTE, Command.SELECT

_ASKS_WHETHER_NOT_WHO = """
create or replace function public.get_conversation_history(p_session_id uuid, p_limit integer default 50)
returns table (
  id uuid, role varchar, content text, created_at timestamptz, tokens_used integer, model_used varchar
)
language plpgsql stable security definer set search_path = '' as $$
begin
  if auth.uid() is null then
    raise insufficient_privilege using message = 'please sign in';
  end if;
  return query
  select m.id, m.role, m.content, m.created_at, m.tokens_used, m.model_used
  from public.conversation_messages as m
  where m.session_id = p_session_id
  order by m.created_at desc
  limit p_limit;
end $$;
"""
_LETS_NULL_THROUGH = """
create or replace function public.cancel_conversation_session(session_id uuid) returns void
language sql security definer set search_path = '' as $$
  update public.conversation_sessions as s set state = 'cancelled'
  where s.id = cancel_conversation_session.session_id and s.user_id = coalesce(auth.uid(), s.user_id);
$$;
grant execute on function public.cancel_conversation_session(uuid) to anon;
"""
_COSTS_OF_WHOM_IT_NAMES = """
create function public.get_user_cost(p_user_id uuid) returns numeric
language sql stable security definer set search_path = ''
begin atomic
  select sum(m.cost_usd) from public.conversation_messages as m where m.user_id = p_user_id;
end;
"""
_COUNTS_BY_ID = """
create function public.count_session_messages(p_session_id uuid) returns bigint
language sql stable security definer set search_path = ''
begin atomic
  select count(*) from public.conversation_messages as m where m.session_id = p_session_id;
end;
"""
_SAYS_WHOSE = """
create function public.get_session_user(p_session_id uuid) returns uuid
language sql stable security definer set search_path = ''
begin atomic
  select s.user_id from public.conversation_sessions as s where s.id = p_session_id;
end;
"""
_DAYS_WITH_COSTS_ROUNDED = """
create or replace view public.daily_message_volume as
select
  m.user_id,
  (m.created_at at time zone 'UTC')::date as date,
  count(*) as message_count,
  count(*) filter (where m.role = 'user') as user_messages,
  count(*) filter (where m.role = 'assistant') as assistant_messages,
  sum(m.tokens_used) as total_tokens,
  sum(m.cost_usd) as total_cost
from public.conversation_messages as m
where m.role <> 'system'
group by m.user_id, (m.created_at at time zone 'UTC')::date;
"""


def _runs_as_owner(file: str, signature: str, returns: str, language: str) -> Edit:
    """SECURITY INVOKER of this function alone, turned into SECURITY DEFINER."""
    sound = f"{signature}\n{returns}\nlanguage {language}\nsecurity invoker"
    return Edit(file, sound, sound.replace("security invoker", "security definer"))


_OWNERS_HISTORY = Edit(
    HISTORY,
    "  model_used   varchar\n)\nlanguage sql\nstable\nsecurity invoker",
    "  model_used   varchar\n)\nlanguage sql\nstable\nsecurity definer",
)
_OWNERS_COST = _runs_as_owner(
    HISTORY, "create function public.get_session_cost(p_session_id uuid)", "returns numeric", "sql\nstable"
)
_OWNERS_STATS = Edit(
    HISTORY,
    "  total_cost     numeric\n)\nlanguage sql\nstable\nsecurity invoker",
    "  total_cost     numeric\n)\nlanguage sql\nstable\nsecurity definer",
)
_OWNERS_COMPLETE = _runs_as_owner(
    SESSIONS, "create function public.complete_conversation_session(session_id uuid)", "returns void", "plpgsql"
)

HOLES = (
    Hole(
        "history read with its owner's rights",
        violated(_HISTORY, _EXECUTE, "user", "read-through-function"),
        [_OWNERS_HISTORY],
    ),
    Hole(
        "history asks whether somebody is signed in, not who",
        violated(_HISTORY, _EXECUTE, "user", "read-through-function"),
        extra_sql=_ASKS_WHETHER_NOT_WHO,
    ),
    Hole(
        "visitors are told costs: what PostgreSQL grants to PUBLIC is not taken away",
        violated(_COST, _EXECUTE, "anon"),
        [
            _OWNERS_COST,
            Edit(HISTORY, f"revoke all on function {_COST} from public, anon, authenticated, service_role;\n"),
        ],
    ),
    Hole(
        "the statistics of any session",
        violated(_STATS, _EXECUTE, "user", "read-through-function"),
        [_OWNERS_STATS],
    ),
    Hole(
        "anybody's session completed with the owner's rights",
        violated(_COMPLETE, _EXECUTE, "user", "write-through-function"),
        [_OWNERS_COMPLETE],
    ),
    Hole(
        "the backend has no id, so that null may cancel, and visitors have none either",
        violated(_CANCEL, _EXECUTE, "anon", "write-through-function"),
        extra_sql=_LETS_NULL_THROUGH,
    ),
    Hole(
        "users purge what is their own: EXECUTE granted again",
        violated(_PURGE, _EXECUTE, "user", "call-forbidden-function"),
        extra_sql="grant execute on function public.apply_data_retention() to authenticated;",
    ),
    Hole(
        "users purge what is their own: PUBLIC forgotten",
        violated(_PURGE, _EXECUTE, "user", "call-forbidden-function"),
        [Edit(RETENTION, "from public, anon, authenticated, service_role;", "from anon, authenticated, service_role;")],
    ),
    Hole(
        "a new function that adds up what anybody spent: it trusts its argument",
        violated("public.get_user_cost(uuid)", _EXECUTE, "user", "call-forbidden-function"),
        extra_sql=_COSTS_OF_WHOM_IT_NAMES,
    ),
    Hole(
        "a new function that counts by id",
        violated("public.count_session_messages(uuid)", _EXECUTE, "user", "call-forbidden-function"),
        extra_sql=_COUNTS_BY_ID,
    ),
    Hole(
        "a new function that says whose session it is",
        violated("public.get_session_user(uuid)", _EXECUTE, "anon", "read-through-function"),
        extra_sql=_SAYS_WHOSE,
    ),
    Hole(
        "the providers of all, for the view runs as its owner",
        violated(_PROVIDERS, _SELECT, "user", "read-through-view"),
        [
            Edit(
                HISTORY,
                "create view public.provider_usage_stats\nwith (security_invoker = true)\nas",
                "create view public.provider_usage_stats\nas",
            )
        ],
    ),
    Hole(
        "the days of all: CREATE OR REPLACE VIEW forgets the options that it does not name",
        violated(_DAYS, _SELECT, "user", "read-through-view"),
        extra_sql=_DAYS_WITH_COSTS_ROUNDED,
    ),
    Hole(
        "a new view of open sessions, exposed as new views are",
        violated("public.open_sessions", _SELECT, "anon", "read-through-view"),
        extra_sql=(
            "create view public.open_sessions as select id, user_id, state, parsed_intent"
            " from public.conversation_sessions where state not in ('delivered', 'cancelled');"
        ),
    ),
)
