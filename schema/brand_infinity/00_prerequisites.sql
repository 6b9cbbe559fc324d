-- What the conversations presume: brands. The users are the platform's.
--
-- Privileges follow one pattern in every file: take away whatever the project's default privileges may have
-- given, then grant what is meant. So the result is the same whether new tables are exposed to the API by
-- default or not, and nobody but the owner may TRUNCATE, which row security does not govern.

-- A brand belongs to one user; who owns it may hold conversations about it.
create table public.brands (
  id          uuid primary key default gen_random_uuid(),
  user_id     uuid not null references auth.users (id) on delete cascade,
  name        text not null,
  created_at  timestamptz not null default now()
);

create index idx_brands_user_id on public.brands (user_id);

alter table public.brands enable row level security;

revoke all on public.brands from anon, authenticated, service_role;
grant select, insert, update, delete on public.brands to service_role;
grant select, insert (user_id, name), update (name) on public.brands to authenticated;

create policy "Users can view own data"
  on public.brands for select to authenticated
  using (user_id = (select auth.uid()));

create policy "Users can create own data"
  on public.brands for insert to authenticated
  with check (user_id = (select auth.uid()));

create policy "Users can update own data"
  on public.brands for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));
