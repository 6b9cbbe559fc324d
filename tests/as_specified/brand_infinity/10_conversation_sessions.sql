-- The sessions as their documents describe them, defects included: the schema on which pgcordon must find fault.

create table conversation_sessions (
  id uuid primary key default gen_random_uuid(),
  brand_id uuid not null references brands (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  state varchar not null default 'initial'
    constraint conversation_sessions_state_check check (state in (
      'initial', 'gathering', 'clarifying', 'planning', 'confirming', 'processing', 'verifying', 'delivered',
      'cancelled'
    )),
  parsed_intent jsonb default '{}',
  answered_questions jsonb default '{}',
  pending_questions jsonb default '[]',
  selected_kb_ids uuid[] default '{}',
  active_task_plan_id uuid,
  created_at timestamptz not null default now(),
  last_activity_at timestamptz not null default now(),
  completed_at timestamptz
);

create index idx_sessions_user_id on conversation_sessions (user_id);
create index idx_sessions_brand_id on conversation_sessions (brand_id);
create index idx_sessions_active on conversation_sessions (state)
  where state not in ('delivered', 'cancelled');
create index idx_sessions_last_activity on conversation_sessions (last_activity_at desc);
create index idx_sessions_user_active on conversation_sessions (user_id, state)
  where state not in ('delivered', 'cancelled');

alter table conversation_sessions enable row level security;

create policy "Users can view own data" on conversation_sessions
  for select using (auth.uid() = user_id);
create policy "Users can create own data" on conversation_sessions
  for insert with check (auth.uid() = user_id);
create policy "Users can update own data" on conversation_sessions
  for update using (auth.uid() = user_id) with check (auth.uid() = user_id);
create policy "Users can delete own data" on conversation_sessions
  for delete using (auth.uid() = user_id);

create function update_session_activity() returns trigger
language plpgsql
as $$
begin
  new.last_activity_at = now();
  return new;
end;
$$;

create trigger trigger_update_session_activity
  before update on conversation_sessions
  for each row execute function update_session_activity();

create function complete_conversation_session(session_id uuid) returns void
language plpgsql security definer
as $$
begin
  update conversation_sessions
  set state = 'delivered', completed_at = now()
  where id = session_id and user_id = auth.uid();
end;
$$;

create function cancel_conversation_session(session_id uuid) returns void
language plpgsql security definer
as $$
begin
  update conversation_sessions
  set state = 'cancelled'
  where id = session_id and user_id = auth.uid();
end;
$$;
