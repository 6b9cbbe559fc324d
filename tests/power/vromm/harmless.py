"""Edits that weaken nothing, some of which look as if they did, and slips that are nobody's business here."""

from power.hole import Edit, Harmless
from power.vromm import CONVERSATIONS, LIMITS, MINE, PREREQUISITES, RESETS, SEARCHES, SETTINGS

EDITS = (
    Harmless(
        "user_id granted for updates, so that upserts go through: policies keep it",
        "public.user_ai_settings",
        extra_sql="grant update (user_id) on public.user_ai_settings to authenticated;",
    ),
    Harmless(
        "no WITH CHECK on an UPDATE policy: USING serves",
        "public.ai_conversations",
        [Edit(CONVERSATIONS, f"  using ({MINE})\n  with check ({MINE});", f"  using ({MINE});")],
    ),
    Harmless(
        "a policy in the negative: not another's",
        "public.ai_content_searches",
        [Edit(SEARCHES, f"  using ({MINE});", "  using (not (user_id <> (select auth.uid())));")],
    ),
    Harmless(
        "the claims read by hand",
        "public.ai_content_searches",
        [
            Edit(
                SEARCHES,
                f"  using ({MINE});",
                "  using (user_id = (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid);",
            )
        ],
    ),
    Harmless(
        "policies of the log for everybody: nobody has a privilege to go with them",
        "public.ai_usage_logs",
        extra_sql='create policy "Users can view usage" on public.ai_usage_logs for all to public using (true);',
    ),
    Harmless(
        "row security forced on the owner too",
        "public.ai_conversations",
        extra_sql="alter table public.ai_conversations force row level security;",
    ),
    Harmless(
        "users may call what their own rights then stop",
        "public.record_ai_usage(uuid,text,integer,numeric)",
        extra_sql="grant execute on function public.record_ai_usage(uuid, text, integer, numeric) to authenticated;",
    ),
    Harmless(
        "visitors may call a reset, revoked from PUBLIC alone: their own rights stop it",
        "public.reset_daily_ai_usage(timestamp with time zone)",
        [Edit(RESETS, "from public, anon, authenticated, service_role;", "from public;")],
    ),
    Harmless(
        "a trigger function with its owner's rights that writes nothing but the row",
        "public.ai_conversations",
        [
            Edit(
                PREREQUISITES,
                "language plpgsql\nset search_path",
                "language plpgsql\nsecurity definer\nset search_path",
            )
        ],
    ),
    Harmless(
        "resets with their owner's rights, for the backend alone",
        "public.reset_daily_ai_usage(timestamp with time zone)",
        extra_sql="alter function public.reset_daily_ai_usage(timestamptz) security definer;",
    ),
    Harmless(
        "a view with its caller's rights",
        "public.recent_conversations",
        extra_sql=(
            "create view public.recent_conversations with (security_invoker = true) as"
            " select id, model_used, updated_at from public.ai_conversations;"
        ),
    ),
    Harmless(
        "settings by who they belong to, written as a list of one",
        "public.user_ai_settings",
        [
            Edit(
                SETTINGS,
                f"on public.user_ai_settings for select to authenticated\n  using ({MINE});",
                "on public.user_ai_settings for select to authenticated\n  using (auth.uid() in (user_id));",
            )
        ],
    ),
    Harmless(
        "eleven queries a day: wrong, but no rule speaks of limits",
        "public.record_ai_usage(uuid,text,integer,numeric)",
        [Edit(LIMITS, "or s.daily_usage < case", "or s.daily_usage <= case")],
    ),
    Harmless(
        "a log that keeps accounts from being deleted: wrong, but no attack deletes users",
        "public.ai_usage_logs",
        extra_sql=(
            "alter table public.ai_usage_logs drop constraint ai_usage_logs_user_id_fkey,"
            " add constraint ai_usage_logs_user_id_fkey foreign key (user_id) references auth.users (id);"
        ),
    ),
)
