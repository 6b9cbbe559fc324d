-- What was said. A message belongs to who owns its session, and stays in that session.

create table public.chat_messages (
  id          uuid primary key default extensions.uuid_generate_v4(),
  session_id  uuid not null references public.chat_sessions (id) on delete cascade,
  role        text not null,
  content     text not null,
  metadata    jsonb default '{}',
  created_at  timestamptz not null default now(),

  constraint chat_messages_role_valid check (role in ('user', 'assistant', 'system')),
  -- The same characters as in chat_sessions_title_not_empty.
  constraint chat_messages_content_not_empty check (
    btrim(
      content,
      e'\u0009\u000a\u000b\u000c\u000d\u0020\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008'
      '\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u180e\u200b\u200c\u200d\u2060\ufeff'
    ) <> ''
  ),
  constraint chat_messages_content_length check (char_length(content) <= 50000),
  constraint chat_messages_metadata_length check (char_length(metadata::text) <= 50000)
);

comment on table public.chat_messages is 'Stores individual messages within chat sessions';
comment on column public.chat_messages.id is 'Unique identifier for the message';
comment on column public.chat_messages.session_id is 'References the parent chat session';
comment on column public.chat_messages.role is 'Message sender: user, assistant, or system';
comment on column public.chat_messages.content is 'The actual message content';
comment on column public.chat_messages.metadata is 'Additional message metadata (tokens, etc.)';
comment on column public.chat_messages.created_at is 'Timestamp when message was created';

-- pgcordon: allow redundant-index: the document lists it beside the longer one
create index idx_chat_messages_session_id on public.chat_messages (session_id);

create index idx_chat_messages_session_created on public.chat_messages (session_id, created_at);

create index idx_chat_messages_role on public.chat_messages (role);

alter table public.chat_messages enable row level security;

revoke all on public.chat_messages from anon, authenticated, service_role;
grant select, insert, update, delete on public.chat_messages to service_role;
grant select, delete on public.chat_messages to authenticated;
grant insert (session_id, role, content, metadata) on public.chat_messages to authenticated;
-- Neither the session nor the role: a message does not move, and does not change who said it.
grant update (content, metadata) on public.chat_messages to authenticated;

-- EXISTS looks up the session of each message; `session_id in (…)` would collect all of its reader's sessions first, and
-- some readers have thousands.
create policy "Users can view messages from their sessions"
  on public.chat_messages for select to authenticated
  using (
    exists (
      select
      from public.chat_sessions as s
      where s.id = chat_messages.session_id
        and coalesce(s.user_id, s.visitor_id) = (select auth.uid())
    )
  );

-- In their own voice alone: assistant and system speak through the backend, which bypasses row security.
create policy "Users can insert messages to their sessions"
  on public.chat_messages for insert to authenticated
  with check (
    role = 'user'
    and exists (
      select
      from public.chat_sessions as s
      where s.id = chat_messages.session_id
        and coalesce(s.user_id, s.visitor_id) = (select auth.uid())
    )
  );

create policy "Users can update messages from their sessions"
  on public.chat_messages for update to authenticated
  using (
    role = 'user'
    and exists (
      select
      from public.chat_sessions as s
      where s.id = chat_messages.session_id
        and coalesce(s.user_id, s.visitor_id) = (select auth.uid())
    )
  )
  with check (
    role = 'user'
    and exists (
      select
      from public.chat_sessions as s
      where s.id = chat_messages.session_id
        and coalesce(s.user_id, s.visitor_id) = (select auth.uid())
    )
  );

-- Whoever may delete the whole conversation may delete any part of it, answers included.
create policy "Users can delete messages from their sessions"
  on public.chat_messages for delete to authenticated
  using (
    exists (
      select
      from public.chat_sessions as s
      where s.id = chat_messages.session_id
        and coalesce(s.user_id, s.visitor_id) = (select auth.uid())
    )
  );

-- SECURITY DEFINER because who writes a message may not write the clock of its session.
-- A message that moves touches the session it leaves as well. A thousand messages in one statement touch their session
-- once. When a session is deleted it is gone before its messages are, and nothing is left to touch.
create function public.update_session_on_message_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.chat_sessions
  set updated_at = now()
  where id in (old.session_id, new.session_id)
    and updated_at <> now();

  return null;
end;
$$;

revoke all on function public.update_session_on_message_change() from public, anon, authenticated, service_role;

create trigger update_session_on_message_insert
  after insert on public.chat_messages
  for each row execute function public.update_session_on_message_change();

create trigger update_session_on_message_update
  after update on public.chat_messages
  for each row execute function public.update_session_on_message_change();

create trigger update_session_on_message_delete
  after delete on public.chat_messages
  for each row execute function public.update_session_on_message_change();
