-- What a user may use: the tier, the counters that it limits, and the keys that a user brings along.

create table public.user_ai_settings (
  id                       uuid primary key default extensions.uuid_generate_v4(),
  user_id                  uuid not null references auth.users (id) on delete cascade,
  tier                     text not null default 'free',
  encrypted_api_keys       jsonb,
  preferred_provider       text not null default 'openai',
  daily_usage              integer not null default 0,
  monthly_usage            integer not null default 0,
  last_reset_date          date not null default (now() at time zone 'Europe/Stockholm')::date,
  last_monthly_reset_date  date not null default (now() at time zone 'Europe/Stockholm')::date,
  created_at               timestamptz not null default now(),
  updated_at               timestamptz not null default now()
);

comment on table public.user_ai_settings is 'AI tier, encrypted API keys and usage counters of a user';
comment on column public.user_ai_settings.tier is 'free (10 queries a day), premium (100 a day) or byok (unlimited)';
comment on column public.user_ai_settings.encrypted_api_keys is
  '{"openai": "enc_…", "anthropic": "enc_…", "google": "enc_…"}; written by the user, read by the backend alone';
comment on column public.user_ai_settings.preferred_provider is 'The provider when the tier is free or premium';
comment on column public.user_ai_settings.daily_usage is 'Queries on last_reset_date';
comment on column public.user_ai_settings.monthly_usage is 'Queries in the month of last_monthly_reset_date';
comment on column public.user_ai_settings.last_reset_date is
  'The Swedish day that daily_usage counts; while it is not today, nothing has been used today';
comment on column public.user_ai_settings.last_monthly_reset_date is
  'A Swedish day in the month that monthly_usage counts';

-- "UNIQUE", with the index that the document names: a second one on the same column would serve nobody.
alter table public.user_ai_settings
  add constraint idx_user_ai_settings_user_id
  unique (user_id);

alter table public.user_ai_settings
  add constraint user_ai_settings_tier_check
  check (tier in ('free', 'byok', 'premium'));

alter table public.user_ai_settings
  add constraint user_ai_settings_encrypted_api_keys_check
  check (jsonb_typeof(encrypted_api_keys) = 'object');

alter table public.user_ai_settings
  add constraint user_ai_settings_preferred_provider_check
  check (preferred_provider in ('openai', 'anthropic', 'google'));

alter table public.user_ai_settings
  add constraint user_ai_settings_daily_usage_check
  check (daily_usage >= 0);

alter table public.user_ai_settings
  add constraint user_ai_settings_monthly_usage_check
  check (monthly_usage >= 0);

create index idx_user_ai_settings_tier
  on public.user_ai_settings (tier);

create index idx_user_ai_settings_last_reset
  on public.user_ai_settings (last_reset_date);

alter table public.user_ai_settings enable row level security;

revoke all on public.user_ai_settings from anon, authenticated, service_role;
grant select, insert, update, delete on public.user_ai_settings to service_role;
-- Not the keys: ciphertext is of use to the backend alone, or to who pastes it into settings of their own.
grant select (
  id, user_id, tier, preferred_provider, daily_usage, monthly_usage, last_reset_date, last_monthly_reset_date,
  created_at, updated_at
) on public.user_ai_settings to authenticated;
-- Tier and counters have defaults that only the backend changes.
grant insert (user_id, preferred_provider, encrypted_api_keys) on public.user_ai_settings to authenticated;
grant update (preferred_provider, encrypted_api_keys) on public.user_ai_settings to authenticated;

create policy "Users can view their own AI settings"
  on public.user_ai_settings for select to authenticated
  using (user_id = (select auth.uid()));

create policy "Users can update their own AI settings"
  on public.user_ai_settings for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

create policy "Users can insert their own AI settings"
  on public.user_ai_settings for insert to authenticated
  with check (user_id = (select auth.uid()));

create trigger set_user_ai_settings_updated_at
  before update on public.user_ai_settings
  for each row execute function public.set_updated_at();
