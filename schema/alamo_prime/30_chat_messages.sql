-- What was said. A message belongs to who owns its session, and nobody changes it afterwards.

create table public.chat_messages (
  id            uuid primary key default extensions.gen_random_uuid(),
  session_id    uuid not null references public.chat_sessions (id) on delete cascade,
  role          text not null,
  content       text,
  tool_calls    jsonb,
  tool_call_id  text,
  citations     jsonb,
  tokens_used   int,
  input_mode    text,
  created_at    timestamptz not null default now()
);

comment on column public.chat_messages.content is
  'The text, or for a tool the summary of its result; null for an assistant message that only calls tools';
comment on column public.chat_messages.tool_calls is
  'Assistant only: [{"id": "call_1", "name": "search_wines", "arguments": {"search_query": "…"}, "result_count": 3}]';
comment on column public.chat_messages.tool_call_id is 'Tool only: the id in the tool_calls that this answers';
comment on column public.chat_messages.citations is
  'Assistant only: [{"domain": "wines", "slug": "…", "name": "…", "snippet": "…"}]';
comment on column public.chat_messages.tokens_used is 'Approximate, for the token budget; null for tool messages';
comment on column public.chat_messages.input_mode is 'How a user message was given; null for the others';

alter table public.chat_messages
  add constraint chat_messages_role_check
  check (role in ('user', 'assistant', 'tool'));

alter table public.chat_messages
  add constraint chat_messages_input_mode_check
  check (input_mode is null or input_mode in ('text', 'voice'));

-- Also serves the foreign key: session_id leads.
create index idx_chat_messages_session_created
  on public.chat_messages (session_id, created_at asc);

alter table public.chat_messages enable row level security;

revoke all on public.chat_messages from anon, authenticated, service_role;
-- No UPDATE for anyone: messages are immutable, for the backend too.
grant select, insert, delete on public.chat_messages to service_role;
grant select, delete on public.chat_messages to authenticated;
-- What a person types. Tool calls, citations, token counts and times are the backend's to write.
grant insert (session_id, role, content, input_mode) on public.chat_messages to authenticated;

-- EXISTS looks up the session of each message; `session_id in (…)` would collect all of its reader's sessions first, and
-- some readers have thousands.
create policy "Users can view own chat_messages"
  on public.chat_messages for select to authenticated
  using (
    exists (
      select
      from public.chat_sessions as s
      where s.id = chat_messages.session_id
        and s.user_id = (select auth.uid())
    )
  );

-- In their own voice alone: the assistant and the tools speak through the backend, which bypasses row security.
create policy "Users can insert own chat_messages"
  on public.chat_messages for insert to authenticated
  with check (
    role = 'user'
    and session_id in (
      select s.id
      from public.chat_sessions as s
      where s.user_id = (select auth.uid())
        and s.status = 'active'
    )
  );

create policy "Admins can view all chat_messages"
  on public.chat_messages for select to authenticated
  using ((select public.has_role((select auth.uid()), 'admin')));

create policy "Admins can delete chat_messages"
  on public.chat_messages for delete to authenticated
  using ((select public.has_role((select auth.uid()), 'admin')));

-- SECURITY DEFINER because who writes a message may not write the count. Adding and subtracting, not counting
-- again: a statement that waited for another writer's lock would count from its older snapshot.
-- It leaves last_active_at alone; every interaction begins with get_or_create_chat_session, which touches it.
create function public.count_chat_messages()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.chat_sessions as s
  set message_count = s.message_count + change.messages
  from (
    select c.session_id, case tg_op when 'INSERT' then count(*) else -count(*) end as messages
    from changed as c
    group by c.session_id
  ) as change
  where s.id = change.session_id;

  return null;
end;
$$;

revoke all on function public.count_chat_messages() from public, anon, authenticated, service_role;

create trigger count_chat_messages_inserted
  after insert on public.chat_messages
  referencing new table as changed
  for each statement execute function public.count_chat_messages();

create trigger count_chat_messages_deleted
  after delete on public.chat_messages
  referencing old table as changed
  for each statement execute function public.count_chat_messages();
