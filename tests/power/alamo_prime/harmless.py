"""Edits that weaken nothing, some of which look as if they did."""

from power.alamo_prime import FUNCTIONS, MESSAGES, PREREQUISITES, SIGNED_IN
from power.hole import Edit, Harmless

EDITS = (
    Harmless(
        "an index under another name",
        "public.chat_messages",
        [Edit(MESSAGES, "idx_chat_messages_session_created", "idx_chat_messages_conversation")],
    ),
    Harmless(
        "a comment that speaks of policies",
        "public.groups",
        extra_sql="comment on table public.groups is 'create policy p on public.groups using (true)';",
    ),
    Harmless(
        "a policy written the other way round",
        "public.group_memberships",
        [
            Edit(
                PREREQUISITES,
                f"on public.group_memberships for select to authenticated\n  using (user_id = {SIGNED_IN});",
                "on public.group_memberships FOR SELECT TO authenticated USING (((auth.uid()) = (user_id)));",
            )
        ],
    ),
    Harmless(
        "a restrictive policy that restricts nothing",
        "public.chat_messages",
        extra_sql=(
            'create policy "Nobody is kept from chat_messages" on public.chat_messages as restrictive'
            " to authenticated using (true) with check (true);"
        ),
    ),
    Harmless(
        "an always true policy for a command that nobody is granted",
        "public.groups",
        extra_sql='create policy "Users can delete groups" on public.groups for delete to authenticated using (true);',
    ),
    Harmless(
        "no WITH CHECK on an UPDATE policy: USING serves",
        "public.profiles",
        [
            Edit(
                PREREQUISITES,
                f"  using (id = {SIGNED_IN})\n  with check (id = {SIGNED_IN});",
                f"  using (id = {SIGNED_IN});",
            )
        ],
    ),
    Harmless(
        "messages ask for sessions, whose own policies tell whose they are",
        "public.chat_messages",
        [
            Edit(
                MESSAGES,
                f"      where s.id = chat_messages.session_id\n        and s.user_id = {SIGNED_IN}\n",
                "      where s.id = chat_messages.session_id\n",
            )
        ],
    ),
    Harmless(
        "no ownership test in a function that runs with its caller's rights",
        "public.get_or_create_chat_session(uuid,uuid,text,text,text,integer)",
        [
            Edit(
                FUNCTIONS,
                "  if row_security_active('public.chat_sessions') and _user_id is distinct from auth.uid() then\n",
                "  if false then\n",
            )
        ],
    ),
    Harmless(
        "a view with its caller's rights",
        "public.recent_messages",
        extra_sql=(
            "create view public.recent_messages with (security_invoker = true) as"
            " select id, session_id, content from public.chat_messages;"
            " grant select on public.recent_messages to authenticated;"
        ),
    ),
    Harmless(
        "messages that are no longer counted: wrong, but no matter of access",
        "public.chat_messages",
        extra_sql="drop trigger count_chat_messages_inserted on public.chat_messages;",
    ),
)
