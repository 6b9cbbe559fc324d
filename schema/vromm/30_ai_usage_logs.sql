-- Every AI query, for rate limits and analytics. No user sees it.

create table public.ai_usage_logs (
  id           uuid primary key default extensions.uuid_generate_v4(),
  -- The costs outlive the account, and say no longer whose they were.
  -- pgcordon: allow user-reference-on-delete: sums of past costs must not change when somebody leaves
  user_id      uuid references auth.users (id) on delete set null,
  tier         text not null,
  provider     text not null,
  tokens_used  integer,
  cost_usd     decimal(10, 6),
  created_at   timestamptz not null default now()
);

comment on table public.ai_usage_logs is 'Every AI query, for rate limits and analytics';
comment on column public.ai_usage_logs.user_id is 'Null once the account is deleted';
comment on column public.ai_usage_logs.tier is 'The user''s tier at the time of the query';
comment on column public.ai_usage_logs.provider is 'openai, anthropic or google';

alter table public.ai_usage_logs
  add constraint ai_usage_logs_tier_check
  check (tier in ('free', 'byok', 'premium'));

alter table public.ai_usage_logs
  add constraint ai_usage_logs_provider_check
  check (provider in ('openai', 'anthropic', 'google'));

alter table public.ai_usage_logs
  add constraint ai_usage_logs_tokens_used_check
  check (tokens_used >= 0);

alter table public.ai_usage_logs
  add constraint ai_usage_logs_cost_usd_check
  check (cost_usd >= 0);

create index idx_ai_usage_logs_user_id_created_at
  on public.ai_usage_logs (user_id, created_at desc);

create index idx_ai_usage_logs_tier
  on public.ai_usage_logs (tier);

create index idx_ai_usage_logs_provider
  on public.ai_usage_logs (provider);

create index idx_ai_usage_logs_created_at
  on public.ai_usage_logs (created_at desc);

alter table public.ai_usage_logs enable row level security;

revoke all on public.ai_usage_logs from anon, authenticated, service_role;
grant select, insert, update, delete on public.ai_usage_logs to service_role;

-- The service role bypasses row security and does not need it; it stands for what the document says.
create policy "Service role can insert usage logs"
  on public.ai_usage_logs for insert to service_role
  with check (true);
