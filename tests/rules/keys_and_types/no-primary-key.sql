-- message: table shop.item has no primary key, so that nothing names one row of it
create table public.bare (sku text); -- warning: no-primary-key
create table public.almost ( -- warning: no-primary-key
  id uuid not null unique,
  constraint one unique (id)
);
create unlogged table public.cache (line text); -- warning: no-primary-key
create table public.indexed (id uuid not null); -- warning: no-primary-key
create unique index on public.indexed (id);
create schema "My Shop";
create table "My Shop"."Item" (id uuid); -- warning: no-primary-key
create table public.copied as select 1 as one; -- warning: no-primary-key
-- The key is neither copied nor inherited.
create table public.parent (id uuid primary key);
create table public.child () inherits (public.parent); -- warning: no-primary-key
create table public.alike (like public.parent); -- warning: no-primary-key
create table public.dropped (id uuid primary key); -- warning: no-primary-key
alter table public.dropped drop constraint dropped_pkey;
create table public.lost (id uuid primary key, line text); -- warning: no-primary-key
alter table public.lost drop column id;
-- Once, where the key should be.
create table public.log (line text) partition by list (line); -- warning: no-primary-key
create table public.log_rest partition of public.log default;

-- A key of any form.
create table public.named (id uuid constraint named_key primary key);
create table public.composite (one int, two int, primary key (one, two));
create table public.including (like public.parent including indexes);
create table public.promoted (id uuid not null);
create unique index promoted_id on public.promoted (id);
alter table public.promoted add constraint promoted_pkey primary key using index promoted_id;
create table public.event (day date primary key) partition by range (day);
create table public.event_2026 partition of public.event for values from ('2026-01-01') to ('2027-01-01');
-- Nobody keeps these.
create temporary table scratch (line text);
create foreign table public.remote (line text) server elsewhere;
-- What the platform brought is not the author's.
alter table storage.objects add column note text;

-- Fixed.
create table public.mended (id uuid not null);
alter table public.mended add primary key (id);
-- Known miss: a partition that was detached from a table with a key, and lost it there.
