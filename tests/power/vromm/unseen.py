"""Holes that verify does not find: each is one in psql, and these edits hold verify to its silence.

They are tested as harmless edits are, in the covering world. Once one is reported its test fails: then it belongs
among the holes. `test_unseen.py` does the same for rules about time. Beside it stands what hides each.
"""

from power.hole import Edit, Harmless
from power.vromm import CONVERSATIONS, MINE, PREREQUISITES, SETTINGS

_OF_CONVERSATIONS = f"on public.ai_conversations for select to authenticated\n  using ({MINE});"
_OF_SETTINGS = f"on public.user_ai_settings for select to authenticated\n  using ({MINE});"

EDITS = (
    # It is filled when the schema is loaded, from empty tables, and never again.
    Harmless(
        "unseen: searches in a materialized view, which has no row security",
        "public.popular_searches",
        extra_sql=(
            "create materialized view public.popular_searches as"
            " select query, count(*) as searches from public.ai_content_searches group by query;"
        ),
    ),
    # A table is read with all of its columns at once, and that is refused.
    Harmless(
        "unseen: logs of deleted accounts, in the three columns that are granted",
        "public.ai_usage_logs",
        extra_sql=(
            "grant select (provider, tokens_used, cost_usd) on public.ai_usage_logs to authenticated;"
            ' create policy "Users can view past usage" on public.ai_usage_logs for select to authenticated'
            " using (user_id is null);"
        ),
    ),
    # A column that a policy compares with the current user is taken for a user's id, and every row drawn to fit.
    Harmless(
        "unseen: nobody's conversations, by their own id: the wrong column",
        "public.ai_conversations",
        [Edit(CONVERSATIONS, _OF_CONVERSATIONS, _OF_CONVERSATIONS.replace("user_id =", "id ="))],
    ),
    # A new row states whatever the contract looks at, counters that may not be stated among it.
    Harmless(
        "unseen: premium from the first day, tier among the columns of a new row",
        "public.user_ai_settings",
        extra_sql="grant insert (tier) on public.user_ai_settings to authenticated;",
    ),
    # A frozen column is held against who assigns it, not against what a trigger makes of another one.
    Harmless(
        "unseen: who saves a key is byok, for a trigger says so",
        "public.user_ai_settings",
        [
            Edit(
                PREREQUISITES,
                "  new.updated_at := now();\n",
                "  new.updated_at := now();\n"
                "  if to_jsonb(new) ->> 'encrypted_api_keys' is not null then\n    new.tier := 'byok';\n  end if;\n",
            )
        ],
    ),
    # No attack writes a key.
    Harmless(
        "unseen: another id for a conversation, though id is frozen",
        "public.ai_conversations",
        extra_sql="grant update (id) on public.ai_conversations to authenticated;",
    ),
    # Of a table with one row a user the covering world holds half as many rows as users: here a single one, as plain
    # as can be. Nobody else's is there to be seen, or to be changed along with one's own.
    Harmless(
        "unseen: settings of who pays are everybody's",
        "public.user_ai_settings",
        [Edit(SETTINGS, _OF_SETTINGS, _OF_SETTINGS.replace(MINE, f"{MINE} or tier = 'premium'"))],
    ),
    Harmless(
        "unseen, but in random worlds: every conversation counts for everybody, in a trigger without a WHERE",
        "public.ai_conversations",
        extra_sql="""create function public.count_ai_usage() returns trigger language plpgsql
            security definer set search_path = '' as $$
            begin
              update public.user_ai_settings set daily_usage = daily_usage + 1;
              return new;
            end $$;
            create trigger set_ai_conversations_counted after insert on public.ai_conversations
              for each row execute function public.count_ai_usage();""",
    ),
)
