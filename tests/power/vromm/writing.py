"""Rows that somebody gets to write."""

from pgcordon.model import Command
from power.hole import Edit, Hole, violated
from power.vromm import LOGS, MINE, SETTINGS

_INSERT, _UPDATE, _DELETE, _TRUNCATE = Command.INSERT, Command.UPDATE, Command.DELETE, Command.TRUNCATE

_INSERT_SETTINGS = f"on public.user_ai_settings for insert to authenticated\n  with check ({MINE});"
_MAY_UPDATE_SETTINGS = (
    "grant update (preferred_provider, encrypted_api_keys) on public.user_ai_settings to authenticated;"
)
_MAY_INSERT_SETTINGS = (
    "grant insert (user_id, preferred_provider, encrypted_api_keys) on public.user_ai_settings to authenticated;"
)

HOLES = (
    Hole(
        "settings for somebody else: whoever is signed in",
        violated("public.user_ai_settings", _INSERT, "user", "insert-as-other"),
        [Edit(SETTINGS, _INSERT_SETTINGS, _INSERT_SETTINGS.replace(MINE, "(select auth.uid()) is not null"))],
    ),
    Hole(
        "a month that is half over: monthly_usage among the columns of a new row",
        violated("public.user_ai_settings", _INSERT, "user", "insert-as-other"),
        [Edit(SETTINGS, _MAY_INSERT_SETTINGS, _MAY_INSERT_SETTINGS.replace("(user_id", "(user_id, monthly_usage"))],
    ),
    Hole(
        "my own tier: the column grant widened",
        violated("public.user_ai_settings", _UPDATE, "user", "write-frozen-column"),
        [Edit(SETTINGS, _MAY_UPDATE_SETTINGS, _MAY_UPDATE_SETTINGS.replace("(pref", "(tier, pref"))],
    ),
    Hole(
        "settings deleted and begun anew",
        violated("public.user_ai_settings", _DELETE, "user", "delete-foreign-rows"),
        extra_sql=(
            "grant delete on public.user_ai_settings to authenticated;"
            ' create policy "Users can delete their own AI settings" on public.user_ai_settings for delete'
            f" to authenticated using ({MINE});"
        ),
    ),
    Hole(
        "a conversation given away: a second policy for all that checks nothing of it",
        violated("public.ai_conversations", _UPDATE, "user", "reassign-owner"),
        extra_sql=(
            "grant update (user_id) on public.ai_conversations to authenticated;"
            ' create policy "Users can keep their own conversations" on public.ai_conversations for all'
            f" to authenticated using ({MINE}) with check (messages is not null);"
        ),
    ),
    Hole(
        "what a conversation cost: UPDATE granted on the whole table",
        violated("public.ai_conversations", _UPDATE, "user", "write-frozen-column"),
        extra_sql="grant update on public.ai_conversations to authenticated;",
    ),
    Hole(
        "usage logged by clients: no TO, and INSERT granted",
        violated("public.ai_usage_logs", _INSERT, "anon", "insert-as-other"),
        [Edit(LOGS, "on public.ai_usage_logs for insert to service_role\n", "on public.ai_usage_logs for insert\n")],
        extra_sql="grant insert on public.ai_usage_logs to anon, authenticated;",
    ),
    Hole(
        "which search result was chosen: users may say so of any search",
        violated("public.ai_content_searches", _UPDATE, "user", "update-foreign-rows"),
        extra_sql=(
            "grant update (selected_content_id) on public.ai_content_searches to authenticated;"
            ' create policy "Users can update chosen searches" on public.ai_content_searches for update'
            f" to authenticated using (selected_content_id is null) with check ({MINE} or true);"
        ),
    ),
    Hole(
        "logs truncated by visitors: nothing taken away from anon",
        violated("public.ai_usage_logs", _TRUNCATE, "anon", "truncate-table"),
        [
            Edit(
                LOGS,
                "revoke all on public.ai_usage_logs from anon, authenticated, service_role;",
                "revoke all on public.ai_usage_logs from authenticated, service_role;",
            )
        ],
    ),
    Hole(
        "one's own tier through a view that runs as its owner",
        violated("public.my_ai_tier", Command.UPDATE, "user", "write-through-view"),
        extra_sql=(
            "create view public.my_ai_tier as select id, user_id, tier from public.user_ai_settings"
            " where user_id = (select auth.uid());"
        ),
    ),
)
