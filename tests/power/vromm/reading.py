"""Rows that somebody gets to see."""

from pgcordon.model import Command
from power.hole import Edit, Hole, violated
from power.vromm import CONVERSATIONS, MINE, SEARCHES, SETTINGS

_SELECT = Command.SELECT

_OF_CONVERSATIONS = f"on public.ai_conversations for select to authenticated\n  using ({MINE});"
_OF_SEARCHES = f"on public.ai_content_searches for select to authenticated\n  using ({MINE});"


def _using(condition: str, file: str, policy: str) -> Edit:
    return Edit(file, policy, policy.replace(MINE, condition))


HOLES = (
    Hole(
        "conversations of whoever is signed in: or for and",
        violated("public.ai_conversations", _SELECT, "user", "read-foreign-rows"),
        [_using(f"{MINE} or (select auth.uid()) is not null", CONVERSATIONS, _OF_CONVERSATIONS)],
    ),
    Hole(
        "who has settings sees every search: a subquery that asks nothing of the row",
        violated("public.ai_content_searches", _SELECT, "user", "read-foreign-rows"),
        [
            _using(
                "exists (select from public.user_ai_settings as s where s.user_id = (select auth.uid()))",
                SEARCHES,
                _OF_SEARCHES,
            )
        ],
    ),
    Hole(
        "a subquery whose user_id is its own: s.user_id = user_id",
        violated("public.ai_conversations", _SELECT, "user", "read-foreign-rows"),
        [
            _using(
                "exists (select from public.user_ai_settings as s where s.user_id = user_id)",
                CONVERSATIONS,
                _OF_CONVERSATIONS,
            )
        ],
    ),
    Hole(
        "all searches but mine: the comparison the wrong way round",
        violated("public.ai_content_searches", _SELECT, "user", "read-foreign-rows"),
        [_using("user_id <> (select auth.uid())", SEARCHES, _OF_SEARCHES)],
    ),
    Hole(
        "a visitor's id is null, and null stands for the row's own",
        violated("public.ai_conversations", _SELECT, "anon", "read-foreign-rows"),
        extra_sql=(
            'alter policy "Users can view their own conversations" on public.ai_conversations to public'
            " using (user_id = coalesce((select auth.uid()), user_id));"
            " grant select on public.ai_conversations to anon;"
        ),
    ),
    Hole(
        "visitors read conversations: row security disabled for a while, and SELECT granted to anon",
        violated("public.ai_conversations", _SELECT, "anon", "read-foreign-rows"),
        extra_sql=(
            "alter table public.ai_conversations disable row level security;"
            " grant select on public.ai_conversations to anon;"
        ),
    ),
    Hole(
        "the keys: their column among those that users read",
        violated("public.user_ai_settings", _SELECT, "user", "read-hidden-column"),
        [Edit(SETTINGS, "id, user_id, tier, preferred_provider,", "id, user_id, tier, encrypted_api_keys,")],
    ),
    Hole(
        "users see their own raw logs",
        violated("public.ai_usage_logs", _SELECT, "user", "read-foreign-rows"),
        extra_sql=(
            "grant select on public.ai_usage_logs to authenticated;"
            ' create policy "Users can view their own usage" on public.ai_usage_logs for select to authenticated'
            f" using ({MINE});"
        ),
    ),
)
