-- message: shop.item.shelf_id is integer, but shop.shelf.id, which it refers to, is bigint: it cannot hold every key
create domain public.shelf_id as bigint;
create table public.big (id bigint primary key, code text unique, at timestamptz unique);
create table public.small (id int primary key);
create table public.exact (id numeric primary key);
create table public.narrow (
  id uuid primary key,
  big_id int references public.big (id), -- warning: foreign-key-type-mismatch `int`
  tiny_id smallint not null references public.small, -- warning: foreign-key-type-mismatch `smallint`
  exact_id int references public.exact (id), -- warning: foreign-key-type-mismatch `int`
  padded char(8) references public.big (code), -- warning: foreign-key-type-mismatch `char(8)`
  at timestamp references public.big (at), -- warning: foreign-key-type-mismatch `timestamp`
  late_id int -- warning: foreign-key-type-mismatch `int`
);
alter table public.narrow add constraint late foreign key (late_id) references public.big (id);
create table public.grown (id uuid primary key, small_id int references public.small (id));
create table public.pair (one bigint, two int, primary key (one, two));
create table public.paired (
  id uuid primary key, one int, -- warning: foreign-key-type-mismatch `int`
  two int,
  foreign key (one, two) references public.pair (one, two)
);
create table public.serial_key (id bigserial primary key);
create table public.numbered (id uuid primary key, number_id serial references public.serial_key); -- warning: foreign-key-type-mismatch `serial`
-- The key has grown, and the column that refers to it has not.
create table public.outgrown (id int primary key);
create table public.behind (id uuid primary key, outgrown_id int references public.outgrown (id)); -- warning: foreign-key-type-mismatch `int`
alter table public.outgrown alter column id type bigint;
-- Once, where it is declared.
create table public.event (big_id int references public.big (id)) partition by list (big_id); -- warning: foreign-key-type-mismatch `int`
create table public.event_rest partition of public.event default;

-- The same type, if by another name, and what is compared without a conversion.
create table public.calm (
  id uuid primary key,
  big_id bigint references public.big (id),
  shelf_id public.shelf_id references public.big (id),
  serial_id int8 references public.serial_key (id),
  code varchar(20) references public.big (code),
  label name references public.big (code),
  -- A wider column holds every key, as between the two steps of a migration to bigint.
  small_id bigint references public.small (id)
);

-- Fixed.
create table public.mended (id uuid primary key, big_id int references public.big (id));
alter table public.mended alter column big_id type bigint;
