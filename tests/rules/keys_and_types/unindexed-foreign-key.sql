-- message: no index on shop.item begins with (shelf_id); deleting from shop.shelf reads it all
create table public.shelf (id uuid primary key);
create table public.spot (room int, place int, primary key (room, place));
create table public.item (
  id uuid primary key,
  shelf_id uuid not null references public.shelf (id) on delete cascade, -- warning: unindexed-foreign-key `references public.shelf (id) on delete cascade`
  owner_id uuid references auth.users (id), -- warning: unindexed-foreign-key `references auth.users (id)`
  parent_id uuid references public.item (id), -- warning: unindexed-foreign-key `references public.item (id)`
  room int,
  place int,
  constraint spot foreign key (room, place) references public.spot (room, place) -- warning: unindexed-foreign-key
);
-- Not first, computed, included, or only some rows.
create index on public.item (room, owner_id);
create index on public.item ((shelf_id::text));
create index on public.item (id) include (parent_id);
create index on public.item (place);
create index on public.item (shelf_id) where owner_id is not null;
create index on public.item (owner_id) where owner_id is null;
create index on public.item (parent_id) where parent_id is not null and room > 1;
create index on public.item (parent_id) where parent_id is not null or owner_id is not null;
create index on public.item (parent_id) where parent_id is not null or starts_with(room::text, '1');
create index on public.item (parent_id) where parent_id is not null and starts_with(room::text, '1');
create table public.added (id uuid primary key, shelf_id uuid);
alter table public.added
  add constraint late foreign key (shelf_id) references public.shelf; -- warning: unindexed-foreign-key `constraint late foreign key (shelf_id) references public.shelf`
create table public.gone (id uuid primary key, shelf_id uuid references public.shelf (id)); -- warning: unindexed-foreign-key `references public.shelf (id)`
create index gone_shelf on public.gone (shelf_id);
drop index public.gone_shelf;
create schema other;
create table other.shelved (id uuid primary key, shelf_id uuid references public.shelf (id)); -- warning: unindexed-foreign-key `references public.shelf (id)`
create table public.shelved (id uuid primary key, shelf_id uuid);
create index on public.shelved (shelf_id);
-- Once, where it is declared.
create table public.event (shelf_id uuid references public.shelf (id)) partition by list (shelf_id); -- warning: unindexed-foreign-key `references public.shelf (id)`
create table public.event_rest partition of public.event default;

-- Keys and constraints have indexes too; of several columns the order does not matter, and more may follow.
create table public.profile (id uuid primary key references auth.users (id));
create table public.single (id uuid primary key, owner_id uuid unique references auth.users (id));
create table public.membership (
  user_id uuid references auth.users (id), shelf_id uuid references public.shelf (id), primary key (user_id, shelf_id)
);
create index on public.membership (shelf_id desc, user_id);
create table public.placed (
  id uuid primary key, room int, place int, at timestamptz, foreign key (room, place) references public.spot
);
create index on public.placed (place, room, at);
create table public.hashed (id uuid primary key, shelf_id uuid references public.shelf (id));
create index on public.hashed using hash (shelf_id);
-- A row without a reference has nothing to find.
create table public.optional (
  id uuid primary key, shelf_id uuid references public.shelf (id), room int, place int,
  foreign key (room, place) references public.spot
);
create index on public.optional (shelf_id) where shelf_id is not null;
create index on public.optional (room, place) where (room is not null) and place is not null;
-- On the partitioned table, and so on each partition.
create table public.visit (shelf_id uuid references public.shelf (id)) partition by list (shelf_id);
create index on public.visit (shelf_id);
create table public.visit_rest partition of public.visit default;
create table public."Quoted" (id uuid primary key, "Shelf" uuid references public.shelf (id));
create index on public."Quoted" ("Shelf");
create temporary table scratch_shelf (id uuid primary key);
create temporary table scratch (shelf_id uuid references scratch_shelf (id));

-- Fixed.
create table public.mended (id uuid primary key, shelf_id uuid references public.shelf (id));
create index concurrently on public.mended (shelf_id);
create table public.freed (id uuid primary key, shelf_id uuid references public.shelf (id));
alter table public.freed drop constraint freed_shelf_id_fkey;
-- Known false alarm: every partition has an index of its own, and the partitioned table has none.
create table public.apart (shelf_id uuid references public.shelf (id)) partition by list (shelf_id); -- warning: unindexed-foreign-key `references public.shelf (id)`
create table public.apart_rest partition of public.apart default;
create index on public.apart_rest (shelf_id);
