"""What functions and views let their callers do."""

from pgcordon.model import Command
from power.carfind import FUNCTIONS, PREREQUISITES, VIEWS
from power.hole import Edit, Hole, violated

_KEEP = "public.keep_visitor_sessions()"
_EXECUTE, _SELECT = Command.EXECUTE, Command.SELECT

_OF_ITS_CALLER = "  where s.visitor_id = auth.uid();"
_REVOKED = "revoke all on function public.{}() from public, anon, authenticated, service_role;\n"

_KEEPS_WHOM_IT_NAMES = """
create function public.keep_sessions_of(_visitor_id uuid) returns void
language sql security definer set search_path = '' as $$
  update public.chat_sessions set user_id = auth.uid(), visitor_id = null where visitor_id = _visitor_id;
$$;
"""
_TELLS_OF_ANYBODY = """
create function public.is_visitor(_user_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from auth.users where id = _user_id and is_anonymous);
$$;
"""
_COUNTS_BY_ID = """
create function public.count_messages(_session_id uuid) returns bigint
language sql stable security definer set search_path = '' as $$
  select count(*) from public.chat_messages where session_id = _session_id;
$$;
revoke all on function public.count_messages(uuid) from public, anon, service_role;
"""
_FINDS_WHAT_ANYBODY_SAID = """
create function public.search_messages(_words text) returns setof public.chat_messages
language sql stable security definer set search_path = '' as $$
  select * from public.chat_messages where content ilike '%' || _words || '%';
$$;
"""
_SUMMARY_WITH_VISITORS = """
create or replace view public.session_summary as
select
  s.id, s.user_id, s.title, s.created_at, s.updated_at,
  count(m.id) as message_count, max(m.created_at) as last_message_at, s.visitor_id
from public.chat_sessions as s
left join public.chat_messages as m on s.id = m.session_id
group by s.id;
"""

HOLES = (
    Hole(
        "all visitors become users at once: no WHERE",
        violated(_KEEP, _EXECUTE, "user", "write-through-function"),
        [Edit(FUNCTIONS, _OF_ITS_CALLER, "  where s.visitor_id is not null;")],
    ),
    Hole(
        "visitors keep sessions: EXECUTE as new functions have it",
        violated(_KEEP, _EXECUTE, "anon", "call-forbidden-function"),
        [Edit(FUNCTIONS, _REVOKED.format("keep_visitor_sessions"))],
    ),
    Hole(
        "anybody asks whether they are a visitor: PUBLIC forgotten",
        violated("public.is_visitor()", _EXECUTE, "anon", "call-forbidden-function"),
        [
            Edit(
                PREREQUISITES,
                _REVOKED.format("is_visitor"),
                _REVOKED.format("is_visitor").replace("from public, anon", "from anon"),
            )
        ],
    ),
    Hole(
        "sessions taken over by id: a function that trusts its argument",
        violated("public.keep_sessions_of(uuid)", _EXECUTE, "user", "write-through-function"),
        extra_sql=_KEEPS_WHOM_IT_NAMES,
    ),
    Hole(
        "whether somebody else is a visitor",
        violated("public.is_visitor(uuid)", _EXECUTE, "user", "call-forbidden-function"),
        extra_sql=_TELLS_OF_ANYBODY,
    ),
    Hole(
        "a new function that counts by id",
        violated("public.count_messages(uuid)", _EXECUTE, "user", "call-forbidden-function"),
        extra_sql=_COUNTS_BY_ID,
    ),
    Hole(
        "a search through what everybody said",
        violated("public.search_messages(text)", _EXECUTE, "user", "read-through-function"),
        extra_sql=_FINDS_WHAT_ANYBODY_SAID,
    ),
    Hole(
        "everybody's messages, for the view runs as its owner",
        violated("public.session_with_messages", _SELECT, "user", "read-through-view"),
        [
            Edit(
                VIEWS,
                "create view public.session_with_messages\nwith (security_invoker = true)\nas",
                "create view public.session_with_messages\nas",
            )
        ],
    ),
    Hole(
        "a column more: CREATE OR REPLACE VIEW forgets the options that it does not name",
        violated("public.session_summary", _SELECT, "visitor", "read-through-view"),
        extra_sql=_SUMMARY_WITH_VISITORS,
    ),
    Hole(
        "a new view of visitors' sessions, exposed as new views are",
        violated("public.visitor_sessions", _SELECT, "anon", "read-through-view"),
        extra_sql="create view public.visitor_sessions as select * from public.chat_sessions where user_id is null;",
    ),
)
