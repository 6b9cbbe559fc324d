-- message: shop.item (shelf_label) refers to shop.shelf (label), not to its primary key
create table public.shelf (id uuid primary key, label text unique, room int, place int);
create unique index on public.shelf (room, place);
create table public.keyless (id uuid unique);
create table public.item (
  id uuid primary key,
  label text references public.shelf (label), -- info: foreign-key-to-unique `references public.shelf (label)`
  keyless_id uuid references public.keyless (id), -- info: foreign-key-to-unique `references public.keyless (id)`
  room int,
  place int,
  foreign key (room, place) references public.shelf (room, place) -- info: foreign-key-to-unique
);
create table public.caller (id uuid primary key, phone text references auth.users (phone)); -- info: foreign-key-to-unique `references auth.users (phone)`

create table public.spot (room int, place int, primary key (room, place));
create table public.calm (
  id uuid primary key references auth.users (id),
  shelf_id uuid references public.shelf (id),
  other_id uuid references public.shelf,
  room int,
  place int,
  foreign key (place, room) references public.spot (place, room)
);
