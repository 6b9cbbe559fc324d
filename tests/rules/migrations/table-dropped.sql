-- message: table public.note is dropped with all its rows; programs that still use it fail
-- file: 10_tables.sql
create table public.note (id uuid primary key);
create table public."Memo" (id uuid primary key, note_id uuid references public.note (id));
create table public.one (id uuid primary key);
create table public.two (id uuid primary key);
create schema old;
create table old.attic (id uuid primary key);
create table public.event (id uuid, at timestamptz) partition by range (at);
create table public.event_2025 partition of public.event for values from ('2025-01-01') to ('2026-01-01');
create table public.event_2026 partition of public.event for values from ('2026-01-01') to ('2027-01-01');
create table public.kept (id uuid primary key);
create temporary table passing (id int);

-- file: 20_change.sql
drop table if exists public."Memo" cascade; -- warning: table-dropped
DROP TABLE public.one, public.two; -- warning: table-dropped, table-dropped
drop schema old cascade; -- warning: table-dropped
do $$ begin
  drop table public.note; -- warning: table-dropped
end $$;
-- A partition alone takes rows with it; those that go with their table are not told of again.
drop table public.event_2025; -- warning: table-dropped
drop table public.event; -- warning: table-dropped

-- Made in this very file, temporary, not there at all, or put back by the end of the transaction.
create table public.scratch (id int);
drop table public.scratch;
drop table if exists public.nowhere;
create temporary table sorted (id int);
drop table sorted;
drop table passing;
begin;
drop table public.kept;
rollback;

-- file: 30_again.sql
drop table if exists public."Memo";
