-- message: shop.item.created_at is rounded to seconds and may lie in the future; leave out the (0)
create domain public.moment as timestamptz(0);
create table public.item (
  id uuid primary key,
  created_at timestamptz(0) not null default now(), -- info: timestamp-rounded-to-seconds `timestamptz(0)`
  updated_at timestamp(0) without time zone, -- info: timestamp-rounded-to-seconds `timestamp(0) without time zone`
  seen_at public.moment -- info: timestamp-rounded-to-seconds `public.moment`
);
alter table public.item add column sent_at timestamp(0) with time zone; -- info: timestamp-rounded-to-seconds `timestamp(0) with time zone`

create table public.calm (
  id uuid primary key, created_at timestamptz, millis_at timestamptz(3), day date, clock time(0), pause interval second(0)
);

-- Fixed.
create table public.mended (id uuid primary key, at timestamptz(0));
alter table public.mended alter column at type timestamptz;
