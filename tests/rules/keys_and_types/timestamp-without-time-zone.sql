-- message: public.note.created_at is a timestamp without time zone; use timestamptz
create domain public.moment as timestamp(0) without time zone;
create table public.note (
  id uuid primary key,
  created_at timestamp not null, -- warning: timestamp-without-time-zone
  seen_at timestamp(3) without time zone, -- warning: timestamp-without-time-zone
  read_at public.moment -- warning: timestamp-without-time-zone
);
alter table public.note
  add column sent_at timestamp; -- warning: timestamp-without-time-zone `sent_at timestamp`

-- Once, where it is declared.
create table public.event (at timestamp not null) partition by range (at); -- warning: timestamp-without-time-zone `at timestamp not null`
create table public.event_2026 partition of public.event for values from ('2026-01-01') to ('2027-01-01');

create domain public.instant as timestamptz;
create table public.calm (
  id uuid primary key,
  created_at timestamptz,
  seen_at timestamp with time zone,
  read_at public.instant,
  due date,
  opens time,
  timestamp text
);

-- Fixed.
create table public.mended (at timestamp);
alter table public.mended alter column at type timestamptz;
create table public.dropped (id uuid, at timestamp);
alter table public.dropped drop column at;
