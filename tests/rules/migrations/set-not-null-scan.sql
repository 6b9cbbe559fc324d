-- message: SET NOT NULL reads all of public.note while readers and writers wait; validate a CHECK that title is not null first
-- file: 10_tables.sql
create table public.note (
  id uuid primary key, a text, b text, c text, d text, e text, f text, g text not null, "H" text,
  constraint d_set check (d is not null),
  constraint e_set check (e is not null and e <> ''),
  constraint f_set check (f is not null or a is not null),
  constraint b_long check (length(b) > 3)
);
alter table public.note add constraint c_set check (c is not null) not valid;
create table public.event (id uuid, place text, at timestamptz) partition by range (at);
create table public.event_2025 partition of public.event for values from ('2025-01-01') to ('2026-01-01');
create table public.plain (id uuid);
create table public.both (id uuid);

-- file: 20_change.sql
alter table public.note alter column a set not null; -- warning: set-not-null-scan
-- A CHECK passes where it gives null.
alter table public.note alter b set not null; -- warning: set-not-null-scan
-- Not validated, or not for this column alone.
alter table public.note alter c set not null; -- warning: set-not-null-scan
alter table public.note alter f set not null, alter "H" set not null; -- warning: set-not-null-scan, set-not-null-scan
alter table public.event alter column place set not null; -- warning: set-not-null-scan
-- A column of this file, but a table that has rows.
alter table public.note add column i text;
alter table public.note alter column i set not null; -- warning: set-not-null-scan

-- Proven, or so already.
alter table public.note alter column d set not null;
alter table public.note alter column e set not null;
alter table public.note alter column g set not null;
-- A new table; a key, which is another rule's business.
create table public.young (id uuid primary key, a text);
alter table public.young alter column a set not null;
alter table public.plain add primary key (id);
alter table public.both alter column id set not null, add primary key (id);
alter table public.note alter column g drop not null;
