-- message: making index public.note_title_idx locks writers out of public.note; say CONCURRENTLY
-- file: 10_tables.sql
create table public.note (id uuid primary key, title text, body text);
create index a on public.note (title);
create index b on public.note (title);
create index c on public.note (title);
create unique index "D" on public.note (body);
create table public.event (id uuid, at timestamptz) partition by range (at);
create table public.event_2025 partition of public.event for values from ('2025-01-01') to ('2026-01-01');
create index event_id on public.event (id);
create materialized view public.summary as select title from public.note;
create table public.gone (id uuid primary key);
create index gone_id on public.gone (id);

-- file: 20_change.sql
CREATE UNIQUE INDEX IF NOT EXISTS note_body_idx ON public.note (body) WHERE title IS NULL; -- warning: index-without-concurrently
create index on public.note using gin (to_tsvector('simple', body)); -- warning: index-without-concurrently
drop index a; -- warning: index-without-concurrently
drop index if exists public.b, public.c, public.nowhere; -- warning: index-without-concurrently, index-without-concurrently
reindex index public."D"; -- warning: index-without-concurrently
reindex (verbose) table public.note; -- warning: index-without-concurrently
-- One finding for the table, none for each partition.
create index event_at on public.event (at); -- warning: index-without-concurrently
create index event_2025_at_id on public.event_2025 (at, id); -- warning: index-without-concurrently
drop index public.event_id; -- warning: index-without-concurrently
do $$ begin
  create index hidden on public.note (title, body); -- warning: index-without-concurrently
end $$;

-- Others may write meanwhile.
create index concurrently note_title_id on public.note (title, id);
drop index concurrently public.note_title_id;
reindex table concurrently public.note;
reindex (concurrently) index public."D";
-- Of a table that is new, or gone.
create table public.young (id uuid primary key, title text);
create index young_title on public.young (title);
drop index public.young_title;
reindex table public.young;
drop table public.gone;
-- Made and dropped here: the making was told of.
create index short on public.note (title); -- warning: index-without-concurrently
drop index public.short;
-- Known miss: nobody can write to a materialized view, but its readers wait for a REFRESH that waits for this.
create index summary_title on public.summary (title);
-- Known miss: every table of the schema.
reindex schema public;
