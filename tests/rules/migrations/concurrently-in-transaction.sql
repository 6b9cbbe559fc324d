-- message: CREATE INDEX CONCURRENTLY cannot run inside a transaction
-- file: 10_tables.sql
create table public.note (id uuid primary key, title text);
create index a on public.note (title);
create materialized view public.summary as select title from public.note;
create unique index summary_title on public.summary (title);
create table public.event (id uuid, at timestamptz) partition by range (at);
create table public.event_2025 partition of public.event for values from ('2025-01-01') to ('2026-01-01');

-- file: 20_change.sql
begin;
create index concurrently b on public.note (title); -- error: concurrently-in-transaction
DROP INDEX CONCURRENTLY IF EXISTS public.a; -- error: concurrently-in-transaction
reindex table concurrently public.note; -- error: concurrently-in-transaction
reindex (concurrently) index public.b; -- error: concurrently-in-transaction
alter table public.event detach partition public.event_2025 concurrently; -- error: concurrently-in-transaction
-- This one may.
refresh materialized view concurrently public.summary;
create index c on public.note (id, title);
commit;

create index concurrently d on public.note (title, id);
drop index concurrently public.d;
start transaction;
rollback;
drop index concurrently public.c;
