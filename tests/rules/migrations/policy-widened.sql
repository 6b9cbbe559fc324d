-- message: policy note_select on public.note lets more through: `published` is no longer required
-- file: 10_tables.sql
create table public.note (id uuid primary key, owner_id uuid, team_id uuid, shared boolean, status text);
alter table public.note enable row level security;
create policy a on public.note for select to authenticated using (owner_id = auth.uid() and shared);
create policy b on public.note for select to authenticated using (owner_id = auth.uid());
create policy c on public.note for update to authenticated using (owner_id = auth.uid()) with check (owner_id = auth.uid() and shared);
create policy d on public.note for delete to authenticated using (owner_id = auth.uid());
create policy e on public.note as restrictive for select to authenticated, anon using (shared and status <> 'draft');
create policy f on public.note for insert to authenticated with check (owner_id = auth.uid() and status = 'draft');
create policy g on public.note for select to authenticated using (status in ('public', 'shared'));
create policy h on public.note for select to authenticated using ((owner_id = auth.uid() and status = 'open') or shared);
create policy i on public.note as restrictive for delete to authenticated using (shared);
create policy j on public.note for select to authenticated using (owner_id = auth.uid() and exists (select 1 from public.note n where n.id = note.team_id));
create policy k on public.note for update to authenticated using (owner_id = auth.uid() and shared);
create policy l on public.note for select to authenticated using (owner_id = auth.uid());
create policy m on public.note for select to authenticated using (team_id = auth.uid());

-- file: 20_alter.sql
alter policy a on public.note using (owner_id = (select auth.uid())); -- warning: policy-widened `owner_id = (select auth.uid())`
alter policy b on public.note using (auth.uid() = note.owner_id or shared); -- warning: policy-widened `shared`
alter policy c on public.note with check (owner_id = auth.uid()); -- warning: policy-widened `owner_id = auth.uid()`
alter policy d on public.note to authenticated, anon; -- warning: policy-widened
alter policy e on public.note to authenticated using (shared); -- warning: policy-widened `shared`
alter policy f on public.note to public with check (status = 'draft'); -- warning: policy-widened `status = 'draft'`
alter policy g on public.note using (status in ('public', 'shared', 'draft')); -- warning: policy-widened `status in ('public', 'shared', 'draft')`
alter policy h on public.note using (owner_id = auth.uid() or shared); -- warning: policy-widened `owner_id = auth.uid()`
alter policy j on public.note using (true); -- warning: policy-widened `true`
-- Without WITH CHECK, USING judges new rows too; it is told of once.
alter policy k on public.note using (shared); -- warning: policy-widened `shared`

-- file: 21_narrow.sql
-- The same in other words, or less.
alter policy a on public.note using ((select auth.uid()) = note.owner_id);
alter policy b on public.note using ((shared) or (owner_id = (select auth.uid())));
alter policy b on public.note using (owner_id = auth.uid() and (shared or status = 'open'));
alter policy d on public.note to authenticated;
alter policy e on public.note to authenticated, anon using (status = 'open' and shared);
alter policy g on public.note using (status = 'public');
alter policy h on public.note using (shared and owner_id = auth.uid());
alter policy j on public.note using (owner_id = auth.uid());
-- Known miss: one condition for another. It may let more through, or less.
alter policy l on public.note using (team_id = auth.uid());
alter policy l on public.note rename to l2;

-- file: 30_replace.sql
drop policy a on public.note;
create policy a on public.note for select to authenticated using (owner_id = auth.uid() or status = 'open'); -- warning: policy-widened `status = 'open'`
drop policy if exists d on public.note;
create policy d_new on public.note for delete -- warning: policy-widened
  using (owner_id = auth.uid());
drop policy e on public.note;
create policy e on public.note for select to authenticated using (shared); -- warning: policy-widened
-- It no longer limits anybody else.
drop policy i on public.note;
create policy i on public.note as restrictive for delete to anon using (shared); -- warning: policy-widened

-- file: 31_replace.sql
-- Two in one; one in two; for fewer; again as it was.
drop policy l2 on public.note;
drop policy m on public.note;
create policy own_or_team on public.note for select to authenticated using (team_id = (select auth.uid()));
drop policy d_new on public.note;
create policy d_own on public.note for delete to authenticated using (owner_id = auth.uid() and status <> 'open');
create policy d_shared on public.note for delete to authenticated using (owner_id = auth.uid() and shared);
drop policy k on public.note;
create policy k on public.note for update to authenticated using (shared);
-- A policy where there was none is another matter, and so is one of a new table.
create policy n on public.note for insert to anon with check (true);
create table public.young (id uuid primary key, shared boolean);
create policy a on public.young for select to authenticated using (shared);
alter policy a on public.young using (true);

-- file: 32_merge.sql
drop policy own_or_team on public.note;
drop policy b on public.note;
create policy merged on public.note for select to authenticated
  using ((owner_id = (select auth.uid()) and (status = 'open' or shared)) or team_id = (select auth.uid()));
