-- message: the primary key of public.note is (id bigint), without a uuid
create table public.numbered (
  id bigint generated always as identity primary key -- warning: uuid-primary-key `primary key`
);
create table public.textual (slug text primary key); -- warning: uuid-primary-key `primary key`
create table public.listed (ids uuid[] primary key); -- warning: uuid-primary-key `primary key`
create domain public.note_id as uuid;
create table public.domains_listed (ids public.note_id[] primary key); -- warning: uuid-primary-key `primary key`
create table public.keyless (id uuid not null unique); -- warning: uuid-primary-key
create table public.composite (
  year integer, number integer,
  primary key (year, number) -- warning: uuid-primary-key
);
create table public.dropped (id uuid primary key); -- warning: uuid-primary-key
alter table public.dropped drop constraint dropped_pkey;

create table public.note (id uuid primary key);
create table public.by_domain (id public.note_id primary key);
create table public.membership (
  person_id uuid, note_id uuid,
  primary key (person_id, note_id)
);
-- A partitioned table's key must hold the partition key as well.
create table public.event (id uuid, day date, primary key (id, day)) partition by range (day);
create table public.event_2026 partition of public.event for values from ('2026-01-01') to ('2027-01-01');
create temporary table scratch (n integer);
create foreign table public.remote (n integer) server elsewhere;
-- One finding, where the key should be.
create table public.log (line text) partition by list (line); -- warning: uuid-primary-key
create table public.log_rest partition of public.log default;

-- Fixed.
create table public.later (id uuid not null);
alter table public.later add primary key (id);
create table public.retyped (id text primary key);
alter table public.retyped alter column id type uuid using id::uuid;
