-- message: note_select on public.note is restrictive and no permissive policy stands beside it, so no row passes for authenticated
create role member;
create role editor in role member;
create role backend bypassrls;

create table public.note (id uuid primary key, owner_id uuid);
alter table public.note enable row level security;
create policy note_select on public.note as restrictive for select to authenticated using (owner_id = auth.uid()); -- warning: restrictive-policies-only
create policy note_insert on public.note as restrictive for insert to authenticated with check (owner_id = auth.uid()); -- warning: restrictive-policies-only

-- A permissive policy for another command or another role gives it nothing.
create table public.post (id uuid primary key, owner_id uuid);
alter table public.post enable row level security;
create policy post_select on public.post for select to authenticated using (owner_id = auth.uid());
create policy post_update on public.post as restrictive for update to authenticated using (owner_id = auth.uid()); -- warning: restrictive-policies-only
create policy post_visitors on public.post as restrictive for select to anon using (owner_id is null); -- warning: restrictive-policies-only

-- One command is enough for a restrictive policy FOR ALL, and one role for one for everybody.
create policy post_aal on public.post as restrictive to authenticated using ((auth.jwt() ->> 'aal') = 'aal2');
create policy post_everybody on public.post as restrictive for select using (owner_id is not null);
create table public.team (id uuid primary key, owner_id uuid);
alter table public.team enable row level security;
create policy team_member on public.team for select to member using (owner_id is not null);
create policy team_editor on public.team as restrictive for select to editor using (owner_id = auth.uid());

-- Closed for what is there, not for what is new.
create policy note_half on public.note as restrictive to anon using (false) with check (owner_id is not null); -- warning: restrictive-policies-only

-- One that is always false says that it lets nothing pass; a role that bypasses row security is not held to any.
create policy note_delete on public.note as restrictive for delete to authenticated using (false);
create policy note_closed on public.note as restrictive to anon using (false) with check (false);
create policy note_backend on public.note as restrictive for delete to backend using (owner_id is not null);

-- The only permissive one is dropped later, or changed to be for others.
create table public."Draft" (id uuid primary key, owner_id uuid);
alter table public."Draft" enable row level security;
create policy draft_owner on public."Draft" for select to authenticated using (owner_id = auth.uid());
create policy draft_limit on public."Draft" as restrictive for select to authenticated using (owner_id is not null); -- warning: restrictive-policies-only
alter policy draft_owner on public."Draft" to anon;

-- Fixed.
create table public.mended (id uuid primary key, owner_id uuid);
alter table public.mended enable row level security;
create policy mended_limit on public.mended as restrictive for select to authenticated using (owner_id is not null);
create policy mended_select on public.mended for select to authenticated using (owner_id = auth.uid());
