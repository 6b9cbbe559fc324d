-- message: truncating public.note with CASCADE empties every table that refers to it
-- file: 10_tables.sql
create table public.note (id uuid primary key);
create table public.page (id uuid primary key, note_id uuid references public.note (id));
create table public.word (id uuid primary key, page_id uuid references public.page (id) on delete set null);
create table public.tag (id uuid primary key);

-- file: 20_change.sql
truncate public.note cascade; -- warning: truncate-cascade
TRUNCATE TABLE ONLY tag, public.page RESTART IDENTITY CASCADE; -- warning: truncate-cascade

-- These empty what they name, or fail.
truncate public.note, public.page, public.word;
truncate public.note restrict;
delete from public.note;
-- Nobody has rows in a table of this very file.
create table public.young (id uuid primary key);
truncate public.young cascade;
drop table public.tag cascade;
