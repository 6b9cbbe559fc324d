-- message: table column public.note.title is renamed to heading: programs and functions that say title fail
-- file: 10_tables.sql
create table public.note (id uuid primary key, title text, body text);
create table public.event (id uuid, place text, at timestamptz) partition by range (at);
create table public.event_2025 partition of public.event for values from ('2025-01-01') to ('2026-01-01');
create table public.base (id uuid primary key, name text);
create table public.child (extra text) inherits (public.base);
create view public.title as select title from public.note;
create type public.pair as (one int, two int);

-- file: 20_change.sql
ALTER TABLE public.note RENAME title TO "Heading"; -- warning: column-renamed
-- Partitions and children follow their table, and are not told of again.
alter table public.event rename column place to venue; -- warning: column-renamed
alter table public.base rename column name to label; -- warning: column-renamed

-- Made in this very file.
alter table public.note add column draft text;
alter table public.note rename column draft to sketch;
create table public.young (id uuid primary key, title text);
alter table public.young rename column title to heading;

-- Other names.
alter table public.note rename constraint note_pkey to note_key;
alter table public.note rename to memo;
-- Known miss: a view's columns and a type's attributes are names that programs know as well.
alter view public.title rename column title to heading;
alter type public.pair rename attribute one to first;
-- Dropping and adding is two other faults.
alter table public.memo drop column body, add column text text;
