-- message: changing table column public.note.rank from integer to bigint rewrites public.note while readers and writers wait
-- file: 10_tables.sql
create domain public.word as text;
create domain public.short as varchar(10) check (value <> '');
create type public.mood as enum ('calm');
create table public.note (
  id uuid primary key, a int, b varchar(10), c varchar(10), d text, e numeric(10, 2), f timestamp, g cidr, h public.word,
  i public.short, j varchar(10)[], k char(3), l timestamptz(3), m public.mood, n text, "O" numeric, p varchar, q text[]
);
create table public.event (id uuid, place int, at timestamptz) partition by range (at);
create table public.event_2025 partition of public.event for values from ('2025-01-01') to ('2026-01-01');

-- file: 20_change.sql
alter table public.note alter column a type bigint; -- warning: column-type-change
alter table public.note alter b set data type varchar(5); -- warning: column-type-change
alter table public.note alter k type text, alter f type timestamptz using f at time zone 'utc'; -- warning: column-type-change, column-type-change
alter table public.note alter d type varchar(80); -- warning: column-type-change
alter table public.note alter e type numeric(12, 3); -- warning: column-type-change
alter table public.note alter "O" type numeric(12, 3); -- warning: column-type-change
alter table public.note alter q type varchar[]; -- warning: column-type-change
alter table public.note alter d type public.short; -- warning: column-type-change
alter table public.note alter m type text; -- warning: column-type-change
alter table public.note alter q type int[] using null; -- warning: column-type-change
-- Partitions change with their table.
alter table public.event alter place type text; -- warning: column-type-change

-- Stored alike; what a domain demands has been checked before.
alter table public.note alter i type varchar(20);
alter table public.note alter column c type varchar(20);
alter table public.note alter column c type text;
alter table public.note alter column p type text, alter column n type varchar;
alter table public.note alter column g type inet;
alter table public.note alter column h type text, alter column j type varchar[];
alter table public.note alter column l type timestamptz(6);
alter table public.note alter column l type timestamptz;
-- Known miss: USING with anything but a cast writes every row.
alter table public.note alter column n type text using lower(n);
-- Known miss: with the session's time zone at UTC nothing is written, but nobody knows.
-- Renaming the type changes nothing, and a new table has no rows.
alter type public.mood rename to feeling;
create table public.young (id uuid primary key, a int);
alter table public.young alter column a type bigint;

-- file: 30_change.sql
alter table public.note alter column e type numeric(14, 3), alter column b type varchar(5);
