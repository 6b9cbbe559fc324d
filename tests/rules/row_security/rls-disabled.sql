-- message: table public.note has no row security, so every privilege on it covers every row
alter default privileges in schema public grant select on tables to authenticated;

-- Nothing but a table: every privilege on it covers every row.
create table public.note (id uuid primary key, owner_id uuid not null); -- error: rls-disabled
create unlogged table draft (id uuid primary key); -- error: rls-disabled

-- A partition and an inheritance child do not share their parents' row security.
create table public.event (id uuid, happened_at date not null) partition by range (happened_at);
alter table public.event enable row level security;
create table public.event_2026 partition of public.event for values from ('2026-01-01') to ('2027-01-01'); -- error: rls-disabled
create table public.place (id uuid primary key);
alter table public.place enable row level security;
create table public.city (mayor text) inherits (public.place); -- error: rls-disabled

-- Enabled once, disabled later.
create table public.undone (id uuid primary key); -- error: rls-disabled
alter table public.undone enable row level security;
alter table public.undone disable row level security;

-- FORCE says whom row security binds, not whether there is any.
create table public.forced (id uuid primary key); -- error: rls-disabled
alter table public.forced force row level security;

-- Moved to where clients reach it.
create schema private;
create table private.ledger (id uuid primary key); -- error: rls-disabled
alter table private.ledger set schema public;
grant insert (id) on public.ledger to anon;

-- Nobody was let in yet; the backend and strangers are no clients.
create table public.waiting (id uuid primary key); -- warning: rls-disabled
revoke all on public.waiting from authenticated;
grant select on public.waiting to service_role;

-- Out of reach: another schema, this session alone, gone again, moved away.
create table private.secret (id uuid primary key);
create temporary table scratch (id uuid primary key);
create table public.brief (id uuid primary key);
drop table public.brief;
create table public.retired (id uuid primary key);
alter table public.retired set schema private;

-- No table, no row security of its own.
create view public.note_ids as select id from public.note;
create foreign table public.remote (id uuid) server elsewhere;

-- Policies without row security are another rule's business.
create table public.half (id uuid primary key, owner_id uuid not null);
create policy half_select on public.half for select to authenticated using (owner_id = auth.uid());

-- Fixed; no policy means that no client sees a row.
create table public.fixed (id uuid primary key);
alter table public.fixed enable row level security;
create table if not exists public.fixed (id uuid primary key);
alter table if exists only public.fixed force row level security;
