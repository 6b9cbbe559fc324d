-- message: note_reader on public.note is evaluated beside note_owner for each SELECT of authenticated; one policy could say it all
create role member;
create role editor in role member;
create role backend bypassrls;

create table public.note (id uuid primary key, owner_id uuid, shared boolean);
alter table public.note enable row level security;
create policy note_owner on public.note for select to authenticated using (owner_id = auth.uid());
create policy note_shared on public.note for select to authenticated using (shared); -- info: multiple-permissive-policies
create policy note_all on public.note to authenticated using (owner_id = auth.uid()); -- info: multiple-permissive-policies
create policy note_update on public.note for update to authenticated, anon using (owner_id = auth.uid()); -- info: multiple-permissive-policies

-- For everybody means for each role, and a member is held to the policies of the roles that it inherits.
create table public.team (id uuid primary key, owner_id uuid);
alter table public.team enable row level security;
create policy team_everybody on public.team for select using (owner_id is null);
create policy team_again on public.team for select using (id is null); -- info: multiple-permissive-policies
create table public.room (id uuid primary key, owner_id uuid);
alter table public.room enable row level security;
create policy room_member on public.room for select to member using (owner_id is null);
create policy room_editor on public.room for select to editor using (owner_id = auth.uid()); -- info: multiple-permissive-policies

-- Different commands, different roles, restrictive policies and different tables share nothing.
create table public.post (id uuid primary key, owner_id uuid);
alter table public.post enable row level security;
create policy post_select on public.post for select to authenticated using (owner_id = auth.uid());
create policy post_insert on public.post for insert to authenticated with check (owner_id = auth.uid());
create policy post_visitors on public.post for select to anon using (owner_id is null);
create policy post_limit on public.post as restrictive for select to authenticated using (id is not null);

-- A role that bypasses row security evaluates none of them.
create table public.log (id uuid primary key, owner_id uuid);
alter table public.log enable row level security;
create policy log_everybody on public.log for select using (owner_id = auth.uid());
create policy log_backend on public.log for select to backend using (owner_id is null);
create policy log_service on public.log to service_role using (owner_id is null);

-- Fixed.
create table public.mended (id uuid primary key, owner_id uuid, shared boolean);
alter table public.mended enable row level security;
create policy mended_owner on public.mended for select to authenticated using (owner_id = auth.uid());
create policy mended_shared on public.mended for select to authenticated using (shared);
drop policy mended_owner on public.mended;
alter policy mended_shared on public.mended using (owner_id = auth.uid() or shared);
