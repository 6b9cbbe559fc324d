-- message: table column public.note.title may be null from now on: programs that count on a value fail at the first null
-- file: 10_tables.sql
create table public.note (id uuid primary key, title text not null, body text not null, extra text, gone text not null);
create table public.event (id uuid, place text not null, at timestamptz) partition by range (at);
create table public.event_2025 partition of public.event for values from ('2025-01-01') to ('2026-01-01');

-- file: 20_change.sql
alter table public.note alter column title drop not null; -- info: not-null-dropped
alter table public.event alter place drop not null; -- info: not-null-dropped

-- Only for a moment, or for good.
alter table public.note alter column body drop not null;
update public.note set body = '' where body = '-';
alter table public.note alter column body set not null;
alter table public.note alter column gone drop not null;
alter table public.note drop column gone;
-- It was so before, or is new.
alter table public.note alter column extra drop not null;
alter table public.note add column young text not null default '';
alter table public.note alter column young drop not null;
