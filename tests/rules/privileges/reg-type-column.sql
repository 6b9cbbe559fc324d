-- message: public.job.handler is of type regprocedure, which pg_upgrade refuses
create domain public.language as regconfig;
create table public.job (
  id uuid primary key,
  a regproc, -- warning: reg-type-column `regproc`
  b regprocedure, -- warning: reg-type-column `regprocedure`
  c regoper, -- warning: reg-type-column `regoper`
  d regoperator, -- warning: reg-type-column `regoperator`
  e regconfig default 'english', -- warning: reg-type-column `regconfig`
  f regdictionary, -- warning: reg-type-column `regdictionary`
  g regnamespace, -- warning: reg-type-column `regnamespace`
  h pg_catalog.regcollation, -- warning: reg-type-column `pg_catalog.regcollation`
  i regproc[], -- warning: reg-type-column `regproc[]`
  j public.language, -- warning: reg-type-column `public.language`
  k regclass,
  l regrole,
  m regtype,
  n oid,
  o text
);
create schema app;
create table app."Job" (id uuid primary key, "Handler" text);
alter table app."Job" alter column "Handler" type regproc using null; -- warning: reg-type-column `regproc`
alter table app."Job" add column q regproc; -- warning: reg-type-column `regproc`

-- A partition has its columns from its parent.
create table public.event (id uuid, day date, p regproc) partition by range (day); -- warning: reg-type-column `regproc`
create table public.event_2026 partition of public.event for values from ('2026-01-01') to ('2027-01-01');

-- Inside an expression it is no column.
create index job_text on public.job using gin (to_tsvector('english'::regconfig, o));

-- Fixed.
create table public.mended (id uuid primary key, handler regproc, gone regproc);
alter table public.mended alter column handler type text, drop column gone;
