-- message: authenticated holds no SELECT privilege on public.note, so the API refuses what policy note_select on public.note is meant to allow
create role member;
create table public.note (id uuid primary key, owner_id uuid);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = auth.uid()); -- warning: missing-grant

-- One of several commands, one of several roles, and what is revoked again.
create table public."Post" (id uuid primary key, owner_id uuid);
alter table public."Post" enable row level security;
create policy post_select on public."Post" for select to authenticated using (owner_id = auth.uid());
create policy post_insert on public."Post" for insert to authenticated with check (owner_id = auth.uid()); -- warning: missing-grant
grant select on public."Post" to authenticated;
create table public.menu (id uuid primary key, owner_id uuid);
alter table public.menu enable row level security;
create policy menu_select on public.menu for select to anon, authenticated using (owner_id is null); -- warning: missing-grant
grant select on public.menu to authenticated;
create table public.withdrawn (id uuid primary key, owner_id uuid);
alter table public.withdrawn enable row level security;
create policy withdrawn_all on public.withdrawn to authenticated using (owner_id = auth.uid()); -- warning: missing-grant
grant all on public.withdrawn to authenticated;
revoke select, insert, update, delete on public.withdrawn from authenticated;

-- A policy for everybody, and nobody holds anything; what the platform leaves, TRUNCATE and the like, is not about rows.
create table public.open (id uuid primary key, owner_id uuid);
alter table public.open enable row level security;
create policy open_select on public.open for select using (owner_id = auth.uid()); -- warning: missing-grant
grant truncate, references on public.open to authenticated;

-- Any of the privileges of a policy FOR ALL, a privilege on some columns, one through PUBLIC, one for one of everybody.
create table public.team (id uuid primary key, owner_id uuid);
alter table public.team enable row level security;
create policy team_all on public.team to authenticated using (owner_id = auth.uid());
grant select on public.team to authenticated;
create table public.profile (id uuid primary key, name text);
alter table public.profile enable row level security;
create policy profile_update on public.profile for update to authenticated using (id = auth.uid());
grant update (name) on public.profile to authenticated;
create table public.tag (id uuid primary key, name text);
alter table public.tag enable row level security;
create policy tag_select on public.tag for select to anon using (name <> '');
grant select on public.tag to public;
create table public.news (id uuid primary key, name text);
alter table public.news enable row level security;
create policy news_select on public.news for select using (name <> '');
grant select on public.news to anon;

-- Other schemas, other roles, restrictive policies, and policies that let nothing pass.
create schema app;
create table app.note (id uuid primary key, owner_id uuid);
alter table app.note enable row level security;
create policy app_note_select on app.note for select to authenticated using (owner_id = auth.uid());
create table public.log (id uuid primary key, owner_id uuid);
alter table public.log enable row level security;
create policy log_member on public.log for select to member using (owner_id = auth.uid());
create policy log_backend on public.log to service_role using (owner_id is null);
create policy log_limit on public.log as restrictive for select to authenticated using (owner_id is not null);
create policy log_delete on public.log for delete to authenticated using (false);

-- Granted by default privileges of the author's own.
alter default privileges for role postgres in schema public grant select on tables to authenticated;
create table public.later (id uuid primary key, owner_id uuid);
alter table public.later enable row level security;
create policy later_select on public.later for select to authenticated using (owner_id = auth.uid());
alter default privileges for role postgres in schema public revoke select on tables from authenticated;

-- Fixed.
create table public.mended (id uuid primary key, owner_id uuid);
alter table public.mended enable row level security;
create policy mended_select on public.mended for select to authenticated using (owner_id = auth.uid());
grant select on public.mended to authenticated;
