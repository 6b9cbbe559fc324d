-- message: the name of table column public.note.posted does not match ".+_at"
-- option: timestamp = ".+_at"
-- option: date = ".+_(on|date)"
create domain public.moment as timestamptz;
create table public.note (
  id uuid primary key,
  posted timestamptz not null default now(), -- warning: timestamp-name
  read_on timestamp, -- warning: timestamp-name
  seen public.moment, -- warning: timestamp-name
  born date, -- warning: timestamp-name
  due_at date, -- warning: timestamp-name
  posted_at timestamptz(3) not null default now(),
  read_at timestamp,
  seen_at public.moment,
  born_on date,
  due_date date,
  opens time,
  lasts interval,
  during tstzrange,
  times timestamptz[]
);

-- A partition's columns are its parent's.
create table public.visit (id uuid, day date) partition by range (day); -- warning: timestamp-name `day date`
create table public.visit_0 partition of public.visit default;

-- Fixed.
create table public.fixed (id uuid primary key, changed timestamptz);
alter table public.fixed rename column changed to changed_at;
