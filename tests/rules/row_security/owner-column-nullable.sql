-- message: public.note.owner_id says whose a row is, and may be null; nobody could see such a row
create table public.note (
  id uuid primary key,
  owner_id uuid, -- warning: owner-column-nullable
  team_id uuid
);
alter table public.note enable row level security;
create policy own on public.note for select using (owner_id = auth.uid() and team_id is not null);
create table public.cast_to_text (
  id uuid primary key,
  "userId" text -- warning: owner-column-nullable
);
alter table public.cast_to_text enable row level security;
create policy own on public.cast_to_text using (auth.uid()::text = "userId");
-- Through a function that only asks.
create function public.me() returns uuid language sql stable set search_path = '' as $$ select auth.uid() $$;
create table public.asked (
  id uuid primary key,
  owner_id uuid -- warning: owner-column-nullable
);
create policy own on public.asked for select using (owner_id = (select public.me()));

-- The user goes, the row stays.
create table public.kept (id uuid primary key, owner_id uuid references auth.users (id) on delete set null);
create policy own on public.kept for select using (owner_id = auth.uid());
-- A policy speaks of it.
create table public.spoken (id uuid primary key, owner_id uuid);
create policy own on public.spoken for select using (owner_id = auth.uid());
create policy unowned on public.spoken for select using (owner_id is null);
-- One way to a row of several, in one policy or in two.
create table public.of_an_organization (id uuid primary key, owner_id uuid, team_id uuid);
create policy own on public.of_an_organization for select using (owner_id = auth.uid());
create policy team on public.of_an_organization for select to authenticated using (team_id in (select team_id from public.note));
create policy shut on public.of_an_organization for delete using (false);
-- Seen by all, and then changed by nobody; a service's policy is no client's way.
create table public.shown (
  id uuid primary key,
  owner_id uuid -- warning: owner-column-nullable
);
create policy everybody on public.shown for select using (true);
create policy own on public.shown for update using (owner_id = auth.uid());
create policy service on public.shown for update to service_role using (true);
-- Nobody gets at any row: what is held against who asks is new rows alone.
create table public.outbox (id uuid primary key, owner_id uuid);
create policy own on public.outbox for insert with check (owner_id = auth.uid());
create table public.either (id uuid primary key, owner_id uuid, guest_id uuid);
create policy own on public.either for select using (owner_id = auth.uid() or guest_id = auth.uid());
-- What a function reads for who asks is not who asks.
create function public.my_team() returns uuid language sql stable set search_path = '' as $$
  select team_id from public.note where owner_id = (select auth.uid()) limit 1
$$;
create table public.teams_own (id uuid primary key, team_id uuid);
create policy own on public.teams_own for select using (team_id = (select public.my_team()));
-- Inherited, partitioned: said once, of the parent.
create table public.parent (
  id uuid,
  owner_id uuid -- warning: owner-column-nullable
) partition by list (id);
create table public.part partition of public.parent default;
create policy own on public.parent for select using (owner_id = auth.uid());
create policy own on public.part for select using (owner_id = auth.uid());

-- Fixed.
create table public.keyed (owner_id uuid primary key);
create policy own on public.keyed for select using (owner_id = auth.uid());
create table public.mended (id uuid primary key, owner_id uuid);
create policy own on public.mended for select using (owner_id = auth.uid());
alter table public.mended alter owner_id set not null;
