-- The settings as their document gives them.

create table user_ai_settings (
  id uuid primary key default uuid_generate_v4(),
  user_id uuid references auth.users(id) on delete cascade unique,

  tier text not null default 'free' check (tier in ('free', 'byok', 'premium')),

  encrypted_api_keys jsonb,

  preferred_provider text default 'openai' check (preferred_provider in ('openai', 'anthropic', 'google')),

  daily_usage integer default 0,
  monthly_usage integer default 0,
  last_reset_date date default current_date,

  created_at timestamptz default now(),
  updated_at timestamptz default now()
);

create index idx_user_ai_settings_user_id on user_ai_settings(user_id);
create index idx_user_ai_settings_tier on user_ai_settings(tier);
create index idx_user_ai_settings_last_reset on user_ai_settings(last_reset_date);

alter table user_ai_settings enable row level security;

create policy "Users can view their own AI settings"
  on user_ai_settings for select
  using (auth.uid() = user_id);

create policy "Users can update their own AI settings"
  on user_ai_settings for update
  using (auth.uid() = user_id);

create policy "Users can insert their own AI settings"
  on user_ai_settings for insert
  with check (auth.uid() = user_id);
