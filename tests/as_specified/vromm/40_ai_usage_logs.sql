-- The usage log as its document gives it.

create table ai_usage_logs (
  id uuid primary key default uuid_generate_v4(),
  user_id uuid references auth.users(id),

  tier text not null,

  provider text not null,

  tokens_used integer,
  cost_usd decimal(10, 6),

  created_at timestamptz default now()
);

create index idx_ai_usage_logs_user_id_created_at on ai_usage_logs(user_id, created_at desc);
create index idx_ai_usage_logs_tier on ai_usage_logs(tier);
create index idx_ai_usage_logs_provider on ai_usage_logs(provider);
create index idx_ai_usage_logs_created_at on ai_usage_logs(created_at desc);

alter table ai_usage_logs enable row level security;

create policy "Service role can insert usage logs"
  on ai_usage_logs for insert
  with check (true);
