-- message: table column public.note.title is dropped with its values; programs that still name it fail
-- file: 10_tables.sql
create type public.mood as enum ('calm', 'cross');
create table public.note (id uuid primary key, title text, "Body" text, mood public.mood, extra text, extra2 text);
create table public.event (id uuid, place text, at timestamptz) partition by range (at);
create table public.event_2025 partition of public.event for values from ('2025-01-01') to ('2026-01-01');
create view public.title as select title, extra from public.note;

-- file: 20_change.sql
alter table public.note drop column "Body", -- warning: column-dropped, column-dropped
  drop column if exists extra2;
drop type public.mood cascade; -- warning: column-dropped
-- The partitions lose it with their table.
alter table public.event drop column place; -- warning: column-dropped

-- Made in this very file, or not there at all.
alter table public.note add column draft text;
alter table public.note drop column draft, drop column if exists nowhere;
create table public.young (id uuid primary key, title text);
alter table public.young drop column title;
-- Other changes of a column are other rules' business.
alter table public.note rename column title to heading;
alter table public.note alter column heading set default '';

-- file: 30_later.sql
alter table public.note drop column heading cascade; -- warning: column-dropped
