-- message: row security of public.note is off, so its policy does not apply
-- One finding a table, where its first policy stands.
create table public.note (id uuid primary key, owner_id uuid not null);
create policy note_select on public.note for select to authenticated using (owner_id = auth.uid()); -- error: policy-without-rls
create policy note_delete on public.note for delete to authenticated using (owner_id = auth.uid());

-- In any schema: policies say that the author meant to guard the rows.
create schema private;
create table private.ledger (id uuid primary key);
create policy nobody on private.ledger as restrictive using (false); -- error: policy-without-rls

-- Disabled after the policies were made; FORCE alone does not enable.
create table public.undone (id uuid primary key);
alter table public.undone enable row level security;
create policy undone_select on public.undone for select to authenticated using (true); -- error: policy-without-rls
alter table public.undone disable row level security, force row level security;

-- No policies; policies that were dropped; enabled before or after.
create table public.bare (id uuid primary key);
create table public.dropped (id uuid primary key);
create policy dropped_select on public.dropped for select using (true);
drop policy dropped_select on public.dropped;
create table public.early (id uuid primary key);
alter table public.early enable row level security;
create policy early_select on public.early for select using (true);
create table public.late (id uuid primary key);
create policy late_select on public.late for select using (true);
alter table public.late enable row level security;
