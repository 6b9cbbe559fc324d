-- message: index shop.item_shelf_idx is the beginning of shop.item_shelf_sku_idx (shelf, sku), which finds the same rows
create table public.item (
  id uuid primary key, sku text, shelf text, room int, place int, seen timestamptz, unique (room, place)
);
create index item_shelf on public.item (shelf); -- info: redundant-index
create index item_shelf_sku on public.item (shelf, sku); -- info: redundant-index
create index item_shelf_sku_seen on public.item (shelf, sku, seen desc) include (id);
-- Behind a constraint too.
create index item_room on public.item (room); -- info: redundant-index
-- Read backwards it is the same.
create index item_sku_down on public.item (sku desc); -- info: redundant-index
create index item_sku_seen on public.item (sku, seen);
create index item_seen_up on public.item (seen);
create index item_seen_down on public.item (seen desc); -- info: redundant-index
-- What it includes is there as well.
create index item_place on public.item (place) include (seen); -- info: redundant-index
create index item_place_id on public.item (place, id) include (seen);
create index item_lower on public.item (lower(sku)) where room = 1; -- info: redundant-index
create index item_lower_id on public.item (lower(sku), id) where room = 1;

-- Not the beginning, another order, predicate, method or class, more columns, and those that guard.
create table public.calm (id uuid primary key, sku text, shelf text, seen timestamptz);
create index on public.calm (sku, seen);
create index on public.calm (seen);
create index on public.calm (sku text_pattern_ops);
create index on public.calm (sku) where shelf is null;
create index on public.calm (sku) include (shelf);
create index on public.calm (sku nulls first);
create index on public.calm using hash (sku);
create unique index on public.calm (sku);
create index on public.calm (shelf, seen desc);
create index on public.calm (shelf, seen, id);
create table public.lookalike (id uuid primary key, sku text);
create index on public.lookalike (sku);
create table public.tagged (id uuid primary key, tags text[], seen timestamptz);
create index on public.tagged using gin (tags);
create index on public.tagged using brin (seen);
create index on public.tagged using brin (seen, id);
-- An equal one is for the rule about equal ones, and counts as gone.
create table public.equal (id uuid primary key, sku text);
create index equal_one on public.equal (sku);
create index equal_two on public.equal (sku); -- warning: duplicate-index

-- Fixed.
create index item_seen_room on public.item (seen desc, room) where sku is null;
create index item_seen_once on public.item (seen desc) where sku is null;
drop index public.item_seen_once;
