"""What functions and views let their callers do."""

from pgcordon.model import Command
from power.hole import Edit, Hole, violated
from power.vromm import LIMITS

_RECORD = "public.record_ai_usage(uuid,text,integer,numeric)"
_EXECUTE, _SELECT = Command.EXECUTE, Command.SELECT

_FROM_EVERYBODY = "from public, anon, authenticated, service_role;"
_RECORD_RUNS = "returns uuid\nlanguage plpgsql\nvolatile\nsecurity invoker"
_BACKEND_RECORDS = "grant execute on function public.record_ai_usage(uuid, text, integer, numeric) to service_role;"


def _function(signature: str, returns: str, body: str, language: str = "sql") -> str:
    return (
        f"create function public.{signature} returns {returns} language {language} security definer"
        f" set search_path = '' as $$ {body} $$;"
    )


HOLES = (
    Hole(
        "users record usage for anybody: definer, EXECUTE granted, p_user_id trusted",
        violated(_RECORD, _EXECUTE, "user", "write-through-function"),
        [
            Edit(LIMITS, _RECORD_RUNS, _RECORD_RUNS.replace("invoker", "definer")),
            Edit(LIMITS, _BACKEND_RECORDS, _BACKEND_RECORDS.replace("to ", "to authenticated, ")),
        ],
    ),
    Hole(
        "visitors record usage: definer, and what PostgreSQL grants to PUBLIC is not taken away",
        violated(_RECORD, _EXECUTE, "anon"),
        [
            Edit(LIMITS, _RECORD_RUNS, _RECORD_RUNS.replace("invoker", "definer")),
            Edit(LIMITS, _FROM_EVERYBODY, "from anon, authenticated, service_role;"),
        ],
    ),
    Hole(
        "a new function that counts by anybody's id",
        violated("public.ai_queries_of(uuid)", _EXECUTE, "user"),
        extra_sql=_function(
            "ai_queries_of(p_user_id uuid)",
            "bigint",
            "select count(*) from public.ai_usage_logs as l where l.user_id = p_user_id",
        ),
    ),
    Hole(
        "a new function that refuses all but the user, and not who has no id",
        violated("public.conversations_of(uuid)", _EXECUTE, "anon", "read-through-function"),
        extra_sql=_function(
            "conversations_of(p_user_id uuid)",
            "setof jsonb",
            """begin
              if p_user_id <> auth.uid() then
                raise insufficient_privilege;
              end if;
              return query select c.messages from public.ai_conversations as c where c.user_id = p_user_id;
            end""",
            "plpgsql",
        ),
    ),
    Hole(
        "costs by user in a view that runs as its owner",
        violated("public.ai_cost_by_user", _SELECT, "anon", "read-through-view"),
        extra_sql=(
            "create view public.ai_cost_by_user as"
            " select user_id, provider, sum(cost_usd) as cost_usd from public.ai_usage_logs group by user_id, provider;"
        ),
    ),
    Hole(
        "keys saved for anybody: an upsert that takes the user's id",
        violated("public.save_ai_keys(uuid,jsonb)", _EXECUTE, "user", "write-through-function"),
        extra_sql=_function(
            "save_ai_keys(p_user_id uuid, p_keys jsonb)",
            "void",
            "insert into public.user_ai_settings (user_id, encrypted_api_keys) values (p_user_id, p_keys)"
            " on conflict (user_id) do update set encrypted_api_keys = excluded.encrypted_api_keys",
        ),
    ),
)
