-- message: table column public.note.mood is NOT NULL without a default: adding it fails where the table has rows
-- file: 10_tables.sql
create table public.note (id uuid primary key);
create table public.plain (id uuid);
create domain public.calm as text default 'calm' not null;
create domain public.word as text;
create table public.event (id uuid, at timestamptz) partition by range (at);
create table public.event_2025 partition of public.event for values from ('2025-01-01') to ('2026-01-01');

-- file: 20_change.sql
alter table public.note add column mood text not null; -- error: required-column-added `mood text not null`
alter table public.note
  add column a int,
  add column "B" public.word not null check ("B" <> ''); -- error: required-column-added `"B" public.word not null check ("B" <> '')`
alter table public.plain add column key uuid primary key; -- error: required-column-added `key uuid primary key`
alter table if exists only public.note add column if not exists c date not null; -- error: required-column-added `c date not null`
-- Partitions get it with their table.
alter table public.event add column place text not null; -- error: required-column-added `place text not null`
-- A default of NULL is none.
alter table public.note add column d text default null not null; -- error: required-column-added `d text default null not null`
-- A default that comes too late, in the same file.
alter table public.note add column e text not null; -- error: required-column-added `e text not null`
alter table public.note alter column e set default '';

-- Each row gets a value, or may be without one.
alter table public.note add column f text not null default '';
alter table public.note add column g int generated always as identity;
alter table public.note add column h int not null generated always as (1) stored;
alter table public.note add column i serial;
alter table public.note add column j public.calm not null;
alter table public.note add column k text;
-- Nothing is in a table of this very file.
create table public.young (id uuid primary key);
alter table public.young add column mood text not null;
-- Rows that are there are looked through by another rule.
alter table public.note alter column k set not null;
