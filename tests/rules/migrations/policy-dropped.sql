-- message: policy note_update on public.note is dropped and none takes its place: authenticated can no longer reach what it let through
-- file: 10_tables.sql
create table public.note (id uuid primary key, owner_id uuid, shared boolean);
alter table public.note enable row level security;
create policy a on public.note for select to authenticated using (owner_id = auth.uid());
create policy b on public.note for update to authenticated, anon using (owner_id = auth.uid());
create policy "C" on public.note for all to authenticated using (owner_id = auth.uid());
create policy d on public.note as restrictive for select to authenticated using (shared);
create policy e on public.note for delete using (owner_id = auth.uid());
create policy f on public.note for insert to authenticated with check (owner_id = auth.uid());
create table public.memo (id uuid primary key);
create policy a on public.memo for select to authenticated using (true);
create table public.card (id uuid primary key);
create policy a on public.card for all to authenticated using (true);
create policy b on public.card for select to authenticated using (true);

-- file: 20_change.sql
drop policy a on public.note; -- warning: policy-dropped
-- For one of its roles there is none any more.
drop policy if exists b on public.note; -- warning: policy-dropped
create policy b on public.note for update to authenticated using (owner_id = auth.uid());
-- For one command of four.
drop policy "C" on public.note; -- warning: policy-dropped
-- A restrictive one that only permissive ones follow.
drop policy d on public.note; -- warning: policy-dropped
create policy d on public.note for select to anon using (shared);
do $$ begin
  drop policy a on public.card; -- warning: policy-dropped
end $$;

-- Another takes its place, under whatever name, before or after.
create policy e2 on public.note for delete using (owner_id = auth.uid() and shared);
drop policy e on public.note;
create policy f_new on public.note for insert with check (owner_id = auth.uid());
drop policy f on public.note;
-- It goes with its table, was made here, or was never there.
drop table public.memo;
create policy c on public.card for select to authenticated using (true);
drop policy c on public.card;
drop policy if exists nothing on public.card;
-- Altered is not dropped.
alter policy b on public.card rename to b2;
alter policy b2 on public.card using (false);
