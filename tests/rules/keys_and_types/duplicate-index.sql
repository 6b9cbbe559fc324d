-- message: index shop.item_by_sku equals item_sku_idx; drop it
create table public.item (
  id uuid primary key, sku text, shelf text, tags text[], seen timestamptz, constraint one_shelf unique (shelf, sku)
);
create index first_sku on public.item (sku);
create index second_sku on public.item using btree (sku asc nulls last); -- warning: duplicate-index
create index third_sku on public.item (sku text_ops); -- warning: duplicate-index
create index first_lower on public.item (lower(sku));
create index second_lower on public.item ((lower(item.sku))); -- warning: duplicate-index
create index first_seen on public.item (seen desc) include (shelf) where sku is not null;
create index second_seen on public.item (seen desc nulls first) include (shelf) where (sku is not null); -- warning: duplicate-index
create index first_tags on public.item using gin (tags);
create index second_tags on public.item using gin (tags); -- warning: duplicate-index
create table public.collated (id uuid primary key, sku text collate "C", shelf text);
create index collated_one on public.collated (sku collate "C");
create index collated_two on public.collated (sku); -- warning: duplicate-index
create index collated_three on public.collated (shelf collate "default");
create index collated_four on public.collated (shelf); -- warning: duplicate-index
-- The unique one stays, whichever came first.
create index plain_shelf on public.item (shelf, seen); -- warning: duplicate-index
create unique index unique_shelf on public.item (shelf, seen);
create unique index again_shelf on public.item (shelf, seen); -- warning: duplicate-index
-- A constraint can be said twice as well.
alter table public.item add constraint same_shelf unique (shelf, sku); -- warning: duplicate-index `constraint same_shelf unique (shelf, sku)`
create materialized view public.items as select id, sku from public.item;
create index items_one on public.items (sku);
create index items_two on public.items (sku); -- warning: duplicate-index
-- Once, where they are declared.
create table public.event (day date) partition by range (day);
create table public.event_2026 partition of public.event for values from ('2026-01-01') to ('2027-01-01');
create index event_one on public.event (day);
create index event_two on public.event (day); -- warning: duplicate-index

-- Each of these differs from all above.
create index on public.item (sku desc nulls last);
create index on public.item (sku text_pattern_ops);
create index on public.item (sku collate "C");
create index on public.item using hash (sku);
create index on public.item (sku, id);
create index on public.item (sku) include (seen);
create index on public.item (sku) where shelf = 'a';
create index on public.item (sku) where shelf = 'b';
create index on public.item (upper(sku));
create index on public.item (left(sku, 1));
create index on public.item (left(sku, 2));
create unique index on public.item (seen, shelf) nulls not distinct;
create unique index on public.item (seen, shelf);
create table public.other (sku text primary key);
create index on public.other (sku varchar_pattern_ops);
create schema apart;
create table apart.item (sku text);
create index first_sku on apart.item (sku);

-- Fixed.
create table public.mended (id uuid primary key, sku text, shelf text);
create index mended_one on public.mended (sku);
create index mended_two on public.mended (sku);
drop index public.mended_two;
create index mended_four on public.mended (shelf);
create index mended_three on public.mended (id, shelf);
-- A renamed column makes two of one kind.
create table public.renamed (id uuid primary key, one text, two text);
create index renamed_one on public.renamed (one);
alter table public.renamed rename column one to former;
alter table public.renamed rename column two to one;
create index renamed_two on public.renamed (one);
-- Known miss: after a column was renamed, expressions that name it are not compared.
create table public.shouted (id uuid primary key, one text);
create index shouted_one on public.shouted (lower(one));
create index shouted_two on public.shouted (lower(one)); -- warning: duplicate-index
create table public.whispered (id uuid primary key, one text);
create index whispered_one on public.whispered (lower(one));
alter table public.whispered rename column one to two;
create index whispered_two on public.whispered (lower(two));
