-- message: authenticated can read every row of foreign table public.invoice, which can have no row security
create foreign data wrapper remote_wrapper;
create server remote foreign data wrapper remote_wrapper;
create foreign table public.invoice (id bigint) server remote; -- warning: exposed-foreign-table
grant select on public.invoice to authenticated;
create foreign table public."Odd table" (id bigint) server remote; -- warning: exposed-foreign-table
grant insert, update on public."Odd table" to anon;
create foreign table public.by_column (id bigint, total bigint) server remote; -- warning: exposed-foreign-table
grant select (total) on public.by_column to public;
create table public.event (id bigint, at timestamptz) partition by range (at);
create foreign table public.event_old partition of public.event for values from ('2020-01-01') to ('2021-01-01') server remote; -- warning: exposed-foreign-table
grant select on public.event_old to authenticated;

-- Nobody comes to it.
create foreign table public.not_granted (id bigint) server remote;
create foreign table public.for_the_backend (id bigint) server remote;
grant select on public.for_the_backend to service_role;
create schema billing;
create foreign table billing.invoice (id bigint) server remote;
grant select on billing.invoice to authenticated;
create table public.kept (id bigint primary key);
alter table public.kept enable row level security;
grant select on public.kept to authenticated;

-- Fixed.
create foreign table public.mended (id bigint) server remote;
grant select on public.mended to authenticated;
revoke select on public.mended from authenticated;
create foreign table public.moved (id bigint) server remote;
grant select on public.moved to authenticated;
alter foreign table public.moved set schema billing;
