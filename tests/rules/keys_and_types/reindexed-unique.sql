-- message: index shop.item_sku_idx repeats the one behind the unique constraint item_sku_key; drop it
create table public.item (
  id uuid primary key, sku text unique, shelf text, room int, place int, unique (room, place), late int,
  constraint late_key unique (late) deferrable initially deferred
);
create index item_id on public.item (id); -- warning: reindexed-unique
create unique index item_sku on public.item (sku); -- warning: reindexed-unique
create index item_spot on public.item using btree (room, place asc); -- warning: reindexed-unique
create index item_late on public.item (late); -- warning: reindexed-unique
create table public.early (id uuid, sku text);
create index early_sku on public.early (sku); -- warning: reindexed-unique
alter table public.early add primary key (id), add unique (sku);
-- Beside a constraint, two equal indexes are two too many, and another rule has nothing to add.
create table public.thrice (sku text primary key);
create index thrice_one on public.thrice (sku); -- warning: reindexed-unique
create index thrice_two on public.thrice (sku); -- warning: reindexed-unique
-- Once, where it is declared.
create table public.event (day date primary key) partition by range (day);
create index event_day on public.event (day); -- warning: reindexed-unique
create table public.event_2026 partition of public.event for values from ('2026-01-01') to ('2027-01-01');

-- Other indexes.
create index on public.item (sku text_pattern_ops);
create index on public.item (sku) where shelf is not null;
create index on public.item using hash (id);
create index on public.item (lower(sku));
create index on public.item (place, room);
create index on public.item (room);
create index on public.item (id, shelf);
create index on public.item (id) include (shelf);
create index on public.item (shelf);
-- Only this one can be referred to.
create unique index on public.item (late);
-- It refuses a second null, the constraint does not.
create table public.nulls (id uuid primary key, sku text unique);
create unique index on public.nulls (sku) nulls not distinct;
-- It is the constraint's own.
create table public.promoted (id uuid not null, sku text);
create unique index promoted_sku on public.promoted (sku);
alter table public.promoted add constraint promoted_sku_key unique using index promoted_sku, add primary key (id);

-- Fixed.
create index item_sku_too on public.item (sku);
drop index public.item_sku_too;
create table public.freed (id uuid primary key, sku text unique);
create index freed_sku on public.freed (sku);
alter table public.freed drop constraint freed_sku_key;
