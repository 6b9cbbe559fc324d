-- What was said, and what it cost. A message has the user and the brand of its session.

create table public.conversation_messages (
  id               uuid primary key default gen_random_uuid(),
  session_id       uuid not null references public.conversation_sessions (id) on delete cascade,
  brand_id         uuid not null references public.brands (id) on delete cascade,
  user_id          uuid not null references auth.users (id) on delete cascade,
  role             varchar not null,
  content          text not null,
  tokens_used      integer,
  model_used       varchar,
  provider         varchar,
  cost_usd         numeric(10,6),
  latency_ms       integer,
  action_taken     varchar,
  questions_asked  jsonb,
  delegation_plan  jsonb,
  created_at       timestamptz not null default now()
);

alter table public.conversation_messages
  add constraint conversation_messages_role_check
  check (role in ('user', 'assistant', 'system'));

alter table public.conversation_messages
  add constraint conversation_messages_action_taken_check
  check (action_taken is null or action_taken in ('asked_questions', 'delegated', 'responded', 'error'));

alter table public.conversation_messages
  add constraint conversation_messages_tokens_used_check
  check (tokens_used is null or tokens_used >= 0);

alter table public.conversation_messages
  add constraint conversation_messages_cost_usd_check
  check (cost_usd is null or (cost_usd >= 0 and cost_usd <> 'NaN'));

alter table public.conversation_messages
  add constraint conversation_messages_latency_ms_check
  check (latency_ms is null or latency_ms >= 0);

comment on table public.conversation_messages is 'The messages of conversation sessions, with what they cost';
comment on column public.conversation_messages.role is
  'Who speaks: users write as user alone, assistant and system come from the backend';
comment on column public.conversation_messages.tokens_used is 'Tokens of the model call; null where there was none';
comment on column public.conversation_messages.model_used is 'The model that answered';
comment on column public.conversation_messages.provider is 'Who runs the model';
comment on column public.conversation_messages.cost_usd is 'What the model call cost, in US dollars';
comment on column public.conversation_messages.latency_ms is 'How long the model took, in milliseconds';
comment on column public.conversation_messages.action_taken is 'What the assistant did, beside speaking';
comment on column public.conversation_messages.questions_asked is 'The questions, where action_taken is asked_questions';
comment on column public.conversation_messages.delegation_plan is 'The plan, where action_taken is delegated';

-- A session's messages, newest first. Also serves the foreign key. user_id is what the policy asks for: without it here
-- PostgreSQL takes it for a condition that narrows the search, and looks up everything that the user ever wrote.
create index idx_messages_session_id
  on public.conversation_messages (session_id, user_id, created_at desc);

create index idx_messages_user_id
  on public.conversation_messages (user_id);

create index idx_messages_brand_id
  on public.conversation_messages (brand_id);

-- Three values alone select nothing; within a session they do.
create index idx_messages_role
  on public.conversation_messages (session_id, role);

-- A session's cost is the sum of what this index holds, and user_id is what the policy asks for.
create index idx_messages_cost
  on public.conversation_messages (session_id)
  include (user_id, cost_usd)
  where cost_usd is not null;

create index idx_messages_provider
  on public.conversation_messages (provider, created_at)
  where provider is not null;

-- All that provider_usage_stats adds up for a user.
create index idx_messages_provider_cost
  on public.conversation_messages (user_id, provider, created_at)
  include (tokens_used, cost_usd, latency_ms)
  where provider is not null;

alter table public.conversation_messages enable row level security;

revoke all on public.conversation_messages from anon, authenticated, service_role;
grant select, insert, update, delete on public.conversation_messages to service_role;
grant select, delete on public.conversation_messages to authenticated;
-- What a person types. Tokens, costs, actions and times are the backend's to write.
grant insert (session_id, brand_id, user_id, role, content) on public.conversation_messages to authenticated;
grant update (content) on public.conversation_messages to authenticated;

create policy "Users can view own data"
  on public.conversation_messages for select to authenticated
  using (user_id = (select auth.uid()));

-- In their own voice, into their own session, while it is open. That the brand is the session's, a trigger sees to.
create policy "Users can create own data"
  on public.conversation_messages for insert to authenticated
  with check (
    user_id = (select auth.uid())
    and role = 'user'
    and session_id in (
      select s.id
      from public.conversation_sessions as s
      where s.user_id = (select auth.uid())
        and s.state not in ('delivered', 'cancelled')
    )
  );

-- Their own words, while the session is open.
create policy "Users can update own data"
  on public.conversation_messages for update to authenticated
  using (
    user_id = (select auth.uid())
    and role = 'user'
    and session_id in (
      select s.id
      from public.conversation_sessions as s
      where s.user_id = (select auth.uid())
        and s.state not in ('delivered', 'cancelled')
    )
  )
  with check (user_id = (select auth.uid()) and role = 'user');

create policy "Users can delete own data"
  on public.conversation_messages for delete to authenticated
  using (user_id = (select auth.uid()));

-- SECURITY DEFINER because who writes a message may not write the time of its session. AFTER, so that the policies
-- have spoken: nobody learns from an error here whether somebody else's session exists.
create function public.update_session_on_message()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if not exists (
    select
    from public.conversation_sessions as s
    where s.id = new.session_id
      and s.user_id = new.user_id
      and s.brand_id = new.brand_id
  ) then
    raise foreign_key_violation using
      message = format('message %s has another user or brand than its session %s', new.id, new.session_id);
  end if;

  -- The time itself is set by the session's own trigger. A message that moves is activity in both sessions.
  update public.conversation_sessions as s
  set last_activity_at = now()
  where s.id in (old.session_id, new.session_id);

  return null;
end;
$$;

revoke all on function public.update_session_on_message() from public, anon, authenticated, service_role;

create trigger trigger_update_session_on_message
  after insert or update on public.conversation_messages
  for each row execute function public.update_session_on_message();
