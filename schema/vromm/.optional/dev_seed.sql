-- The document's sample data, for local development: a user of each tier, each with some queries used.

insert into auth.users (id)
values
  ('00000000-0000-0000-0000-000000000001'),
  ('00000000-0000-0000-0000-000000000002'),
  ('00000000-0000-0000-0000-000000000003')
on conflict (id) do nothing;

insert into public.user_ai_settings (user_id, tier, daily_usage, monthly_usage)
values
  ('00000000-0000-0000-0000-000000000001', 'free', 5, 120),
  ('00000000-0000-0000-0000-000000000002', 'byok', 50, 1200),
  ('00000000-0000-0000-0000-000000000003', 'premium', 30, 850);
