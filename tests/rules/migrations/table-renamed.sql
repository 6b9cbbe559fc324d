-- message: table public.note becomes public.memo: programs and functions that use the old name fail; leave a view under it
-- file: 10_tables.sql
create schema private;
create table public.note (id uuid primary key);
create table public.letter (id uuid primary key);
create table public."Card" (id uuid primary key);
create table public.event (id uuid, at timestamptz) partition by range (at);
create table public.event_2025 partition of public.event for values from ('2025-01-01') to ('2026-01-01');
create index letter_id on public.letter (id);
create view public.letters as select id from public.letter;

-- file: 20_change.sql
alter table public.note rename to memo; -- warning: table-renamed
alter table public."Card" set schema private; -- warning: table-renamed
alter table public.event rename to happening; -- warning: table-renamed

-- The old name lives on as a view.
alter table public.letter rename to message;
create view public.letter with (security_invoker = true) as select id from public.message;

-- Made in this very file, or something else that has a name. A schema takes its tables along.
create table public.young (id uuid primary key);
alter table public.young rename to grown;
alter index public.letter_id rename to message_id;
alter view public.letters rename to messages;
alter schema private rename to hidden; -- warning: table-renamed
