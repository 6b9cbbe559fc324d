-- message: row security of public.note is not forced, so its owner skips it
create table public.note (id uuid primary key, owner_id uuid); -- warning: rls-not-forced
alter table public.note enable row level security;

-- A quoted name, another schema, a partitioned table and its partition: each has a flag of its own.
create schema app;
create table app."Order" (id uuid primary key); -- warning: rls-not-forced
alter table app."Order" enable row level security;
create table public.event (id uuid, day date not null) partition by range (day); -- warning: rls-not-forced
create table public.event_2026 partition of public.event for values from ('2026-01-01') to ('2027-01-01');
alter table public.event enable row level security;
alter table public.event_2026 enable row level security;
alter table public.event_2026 force row level security;

-- Forced, and forced no longer.
create table public.loosened (id uuid primary key); -- warning: rls-not-forced
alter table public.loosened enable row level security, force row level security;
alter table public.loosened no force row level security;

-- Without row security there is nothing to force.
create table public.open (id uuid primary key);
create table public.opened (id uuid primary key);
alter table public.opened enable row level security;
alter table public.opened disable row level security;

-- Fixed.
create table public.mended (id uuid primary key);
alter table public.mended enable row level security;
alter table public.mended force row level security;
