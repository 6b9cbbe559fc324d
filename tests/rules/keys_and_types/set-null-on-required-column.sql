-- message: on delete of a referenced row shop.item sets shelf_id to null, which NOT NULL refuses: the delete fails
create table public.shelf (id uuid primary key, code text unique);
create table public.spot (room int, place int, primary key (room, place));
create table public.item (
  id uuid primary key references public.shelf (id) on delete set null, -- error: set-null-on-required-column `references public.shelf (id) on delete set null`
  shelf_id uuid not null references public.shelf (id) on delete set null, -- error: set-null-on-required-column `references public.shelf (id) on delete set null`
  code text not null references public.shelf (code) on update set null, -- error: set-null-on-required-column `references public.shelf (code) on update set null`
  other_id uuid not null references public.shelf (id) on delete set default, -- error: set-null-on-required-column `references public.shelf (id) on delete set default`
  room int not null,
  place int,
  foreign key (room, place) references public.spot on delete set null, -- error: set-null-on-required-column `foreign key (room, place) references public.spot on delete set null`
  constraint listed foreign key (room, place) references public.spot on delete set null (room) -- error: set-null-on-required-column
);
create table public.later (id uuid primary key, shelf_id uuid references public.shelf (id) on delete set null); -- error: set-null-on-required-column `references public.shelf (id) on delete set null`
alter table public.later alter column shelf_id set not null;
-- Once, where it is declared.
create table public.event (shelf_id uuid not null references public.shelf (id) on delete set null) partition by list (shelf_id); -- error: set-null-on-required-column `references public.shelf (id) on delete set null`
create table public.event_rest partition of public.event default;

create table public.calm (
  id uuid primary key references public.shelf (id) on delete cascade,
  shelf_id uuid references public.shelf (id) on delete set null on update set null,
  other_id uuid not null default '00000000-0000-0000-0000-000000000000' references public.shelf (id) on delete set default,
  third_id uuid not null references public.shelf (id),
  code text not null references public.shelf (code) on update cascade,
  room int not null,
  place int,
  foreign key (room, place) references public.spot on delete set null (place)
);
-- Known miss: a check that demands a value.
create table public.checked (
  id uuid primary key,
  shelf_id uuid references public.shelf (id) on delete set null check (shelf_id is not null)
);

-- Fixed.
create table public.mended (id uuid primary key, shelf_id uuid not null references public.shelf (id) on delete set null);
alter table public.mended alter column shelf_id drop not null;
