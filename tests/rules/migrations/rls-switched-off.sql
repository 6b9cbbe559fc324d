-- message: row security of public.note is no longer forced: its owner's functions pass its policies by
-- file: 10_tables.sql
create table public.note (id uuid primary key);
alter table public.note enable row level security, force row level security;
create table public.memo (id uuid primary key);
alter table public.memo enable row level security;
create table public.card (id uuid primary key);
alter table public.card enable row level security;
create table public.open (id uuid primary key);
create table public.event (id uuid, at timestamptz) partition by range (at);
create table public.event_2025 partition of public.event for values from ('2025-01-01') to ('2026-01-01');
alter table public.event_2025 enable row level security;

-- file: 20_change.sql
alter table public.note no force row level security; -- warning: rls-switched-off
alter table public.memo disable row level security; -- warning: rls-switched-off
alter table public.event_2025 disable row level security; -- warning: rls-switched-off

-- Only while the file runs.
alter table public.card disable row level security;
update public.card set id = gen_random_uuid();
alter table public.card enable row level security;
-- It was off all the time, or the table is new.
alter table public.open disable row level security;
create table public.young (id uuid primary key);
alter table public.young enable row level security;
alter table public.young disable row level security;

-- file: 30_change.sql
alter table public.note disable row level security; -- warning: rls-switched-off
-- Rolled back.
begin;
alter table public.card disable row level security;
rollback;
