-- The messages as their documents describe them, defects included: the schema on which pgcordon must find fault.

create table conversation_messages (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references conversation_sessions (id) on delete cascade,
  brand_id uuid not null references brands (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role varchar not null
    constraint conversation_messages_role_check check (role in ('user', 'assistant', 'system')),
  content text not null,
  tokens_used integer
    constraint conversation_messages_tokens_used_check check (tokens_used is null or tokens_used >= 0),
  model_used varchar,
  provider varchar,
  cost_usd numeric(10, 6)
    constraint conversation_messages_cost_usd_check check (cost_usd is null or cost_usd >= 0),
  latency_ms integer
    constraint conversation_messages_latency_ms_check check (latency_ms is null or latency_ms >= 0),
  action_taken varchar
    constraint conversation_messages_action_taken_check check (
      action_taken is null or action_taken in ('asked_questions', 'delegated', 'responded', 'error')
    ),
  questions_asked jsonb,
  delegation_plan jsonb,
  created_at timestamptz not null default now()
);

create index idx_messages_session_id on conversation_messages (session_id, created_at desc);
create index idx_messages_user_id on conversation_messages (user_id);
create index idx_messages_brand_id on conversation_messages (brand_id);
create index idx_messages_role on conversation_messages (role);
create index idx_messages_cost on conversation_messages (cost_usd)
  where cost_usd is not null;
create index idx_messages_provider on conversation_messages (provider)
  where provider is not null;
create index idx_messages_provider_cost on conversation_messages (provider, cost_usd, created_at)
  where cost_usd is not null;

alter table conversation_messages enable row level security;

create policy "Users can view own data" on conversation_messages
  for select using (auth.uid() = user_id);
create policy "Users can create own data" on conversation_messages
  for insert with check (auth.uid() = user_id);
create policy "Users can update own data" on conversation_messages
  for update using (auth.uid() = user_id) with check (auth.uid() = user_id);
create policy "Users can delete own data" on conversation_messages
  for delete using (auth.uid() = user_id);

create function update_session_on_message() returns trigger
language plpgsql
as $$
begin
  update conversation_sessions
  set last_activity_at = new.created_at
  where id = new.session_id;
  return new;
end;
$$;

create trigger trigger_update_session_on_message
  after insert on conversation_messages
  for each row execute function update_session_on_message();

create function get_conversation_history(p_session_id uuid, p_limit integer default 50)
returns table (
  id uuid,
  role varchar,
  content text,
  created_at timestamptz,
  tokens_used integer,
  model_used varchar
)
language plpgsql security definer
as $$
begin
  return query
  select m.id, m.role, m.content, m.created_at, m.tokens_used, m.model_used
  from conversation_messages m
  where m.session_id = p_session_id and m.user_id = auth.uid()
  order by m.created_at desc
  limit p_limit;
end;
$$;

create function get_session_cost(p_session_id uuid) returns numeric
language plpgsql security definer
as $$
declare
  total numeric;
begin
  select coalesce(sum(m.cost_usd), 0) into total
  from conversation_messages m
  where m.session_id = p_session_id and m.user_id = auth.uid();
  return total;
end;
$$;

create function get_session_message_stats(p_session_id uuid)
returns table (role varchar, message_count bigint, total_tokens bigint, total_cost numeric)
language plpgsql security definer
as $$
begin
  return query
  select m.role, count(*), sum(m.tokens_used), sum(m.cost_usd)
  from conversation_messages m
  where m.session_id = p_session_id and m.user_id = auth.uid()
  group by m.role;
end;
$$;

create view provider_usage_stats as
select
  user_id,
  provider,
  count(*) as request_count,
  sum(tokens_used) as total_tokens,
  sum(cost_usd) as total_cost,
  avg(latency_ms) as avg_latency_ms,
  min(created_at) as first_use,
  max(created_at) as last_use
from conversation_messages
where provider is not null and created_at >= now() - interval '30 days'
group by user_id, provider;

create view daily_message_volume as
select
  user_id,
  date(created_at) as date,
  count(*) as message_count,
  count(*) filter (where role = 'user') as user_messages,
  count(*) filter (where role = 'assistant') as assistant_messages,
  sum(tokens_used) as total_tokens,
  sum(cost_usd) as total_cost
from conversation_messages
group by user_id, date(created_at);
