"""What the contract allows and the schema refuses, or cannot decide."""

from pgcordon.model import Command
from power.hole import Edit, Hole, broken, too_strict
from power.vromm import MINE, SEARCHES, SETTINGS

_SELECT, _INSERT, _UPDATE = Command.SELECT, Command.INSERT, Command.UPDATE

_OF_SEARCHES = f"on public.ai_content_searches for select to authenticated\n  using ({MINE});"

_TOO_STRICT = (
    Hole(
        "no search is anybody's: the SELECT policy dropped",
        too_strict("public.ai_content_searches", _SELECT, "user"),
        extra_sql='drop policy "Users can view their own searches" on public.ai_content_searches;',
    ),
    Hole(
        "searches for visitors, who have none: the wrong role",
        too_strict("public.ai_content_searches", _SELECT, "user"),
        [Edit(SEARCHES, _OF_SEARCHES, _OF_SEARCHES.replace("authenticated", "anon"))],
    ),
    Hole(
        "what is said is not written: UPDATE revoked on messages",
        too_strict("public.ai_conversations", _UPDATE, "user"),
        extra_sql="revoke update (messages) on public.ai_conversations from authenticated;",
    ),
    Hole(
        "nobody begins as free: another default for the tier, which users may not state",
        too_strict("public.user_ai_settings", _INSERT, "user"),
        [Edit(SETTINGS, "not null default 'free',", "not null default 'premium',")],
    ),
    Hole(
        "who pays nothing sees nothing: a restrictive policy",
        too_strict("public.user_ai_settings", _SELECT, "user"),
        extra_sql=(
            'create policy "Users can view their own paid settings" on public.user_ai_settings as restrictive'
            " for select to authenticated using (tier <> 'free');"
        ),
    ),
    Hole(
        "conversations kept as they were, from users alone, by a trigger",
        too_strict("public.ai_conversations", _UPDATE, "user"),
        extra_sql="""create function public.keep_ai_conversations() returns trigger language plpgsql
            set search_path = '' as $$
            begin
              if current_user = 'authenticated' and old.id is distinct from auth.uid() then
                raise exception 'this conversation is not yours';
              end if;
              return new;
            end $$;
            create trigger set_ai_conversations_kept before update on public.ai_conversations
              for each row execute function public.keep_ai_conversations();""",
    ),
    Hole(
        "no policy can be decided: a function in it that users may not call",
        too_strict("public.ai_content_searches", _SELECT, "user"),
        extra_sql="""create function public.ai_tier() returns text language sql stable security definer
            set search_path = '' as $$
            select s.tier from public.user_ai_settings as s where s.user_id = (select auth.uid())
            $$;
            revoke all on function public.ai_tier() from public, anon, authenticated;
            create policy "Users can view premium searches" on public.ai_content_searches for select
              to authenticated using ((select public.ai_tier()) = 'none');""",
    ),
)

_BROKEN = (
    Hole(
        "two tables whose policies ask each other",
        broken("public.ai_conversations", _SELECT, "42P17"),
        extra_sql=(
            'create policy "Users can view fellow conversations" on public.ai_conversations for select'
            " to authenticated using (exists (select from public.ai_content_searches as s where s.user_id = id));"
            ' create policy "Users can view fellow searches" on public.ai_content_searches for select'
            " to authenticated using (exists (select from public.ai_conversations as c where c.user_id = query::uuid));"
        ),
    ),
    Hole(
        "a policy that takes every model's name to hold a version",
        broken("public.ai_conversations", _SELECT, "22P02"),
        extra_sql=(
            'create policy "Users can view older conversations" on public.ai_conversations for select'
            " to authenticated using (split_part(model_used, '-', 2)::numeric < 3);"
        ),
    ),
    Hole(
        "a trigger that dates a column that is not there",
        broken("public.ai_conversations", _UPDATE, "42703"),
        extra_sql="""create or replace function public.set_updated_at() returns trigger language plpgsql
            set search_path = '' as $$ begin new.modified_at := now(); return new; end $$;""",
    ),
)

HOLES = (*_TOO_STRICT, *_BROKEN)
