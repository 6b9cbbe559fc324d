-- message: note_owner on public.note says the same as note_select
create table public.team (id uuid primary key);
create table public.member (team_id uuid, user_id uuid);
create table public.note (id uuid primary key, owner_id uuid, team_id uuid, status text);
alter table public.note enable row level security;

-- However it is written.
create policy read_own on public.note for select to authenticated using (owner_id = auth.uid());
create policy read_mine on public.note for select to authenticated using (auth.uid() = note.owner_id); -- warning: duplicate-policy
create policy "Read once more" on public.note for select to authenticated using ((owner_id = (select auth.uid()))); -- warning: duplicate-policy
create policy by_status on public.note for select to authenticated using (status in ('draft', 'done') and owner_id = auth.uid());
create policy by_state on public.note for select to authenticated using (owner_id = auth.uid() and status = any (array['done', 'draft']::text[])); -- warning: duplicate-policy
create policy by_team on public.note for select to anon, authenticated
  using (exists (select 1 from public.member m where m.team_id = note.team_id and m.user_id = auth.uid()));
create policy by_group on public.note for select to authenticated, anon -- warning: duplicate-policy `create policy by_group on public.note for select to authenticated, anon`
  using (exists (select 1 from public.member as m where (m.user_id = (select auth.uid())) and m.team_id = note.team_id));

-- Without WITH CHECK the USING expression is held against new rows too, which is what the other one writes out.
create policy change_own on public.note for update to authenticated using (owner_id = auth.uid());
create policy change_mine on public.note for update to authenticated using (owner_id = auth.uid()) with check (owner_id = auth.uid()); -- warning: duplicate-policy
create policy limit_own on public.note as restrictive to authenticated using (team_id is not null);
create policy limit_mine on public.note as restrictive to authenticated using (team_id is not null) with check (team_id is not null); -- warning: duplicate-policy

-- Made the same later.
create policy drifting on public.note for delete to authenticated using (owner_id = auth.uid() and status = 'draft');
create policy drifted on public.note for delete to authenticated using (owner_id = auth.uid()); -- warning: duplicate-policy
alter policy drifted on public.note using (status = 'draft' and owner_id = auth.uid());

-- Another command, kind, role, table, column, literal, operator, function or correlation.
create policy other_command on public.note for delete to authenticated using (owner_id = auth.uid());
create policy other_kind on public.note as restrictive for select to authenticated using (owner_id = auth.uid());
create policy other_role on public.note for select to anon using (owner_id = auth.uid());
create policy more_roles on public.note for select using (owner_id = auth.uid());
create policy other_table on public.team for select to authenticated using (id = auth.uid());
create policy other_column on public.note for select to authenticated using (team_id = auth.uid());
create policy other_literal on public.note for select to authenticated using (status = 'draft' and owner_id = auth.uid());
create policy other_negation on public.note for select to authenticated using (status not in ('draft', 'done') and owner_id = auth.uid());
create policy other_junction on public.note for select to authenticated using (status in ('draft', 'done') or owner_id = auth.uid());
create policy other_correlation on public.note for select to anon, authenticated
  using (exists (select 1 from public.member m where m.team_id = m.team_id and m.user_id = auth.uid()));
create policy other_check on public.note for update to authenticated using (owner_id = auth.uid()) with check (status = 'draft');

-- Known miss: one says FOR ALL what another says of a single command.
create policy all_own on public.note to authenticated using (owner_id = auth.uid());

-- Fixed.
create policy mended on public.team for select to anon using (id = auth.uid());
create policy mended_again on public.team for select to anon using (id = auth.uid());
drop policy mended_again on public.team;
