-- message: materialized view public.note_count can be read by authenticated, and has no row security; that of public.note is not asked
create table public.topic (id bigint primary key, name text not null);
alter table public.topic enable row level security;
create policy topic_select on public.topic for select to anon, authenticated using (true);
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id),
  topic_id bigint references public.topic (id),
  token text unique,
  email text,
  body text
);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
create function public.me() returns uuid language sql stable set search_path = '' as 'select auth.uid()';


create materialized view public.notes as select * from public.note; -- warning: exposed-materialized-view
grant select on public.notes to authenticated;
create materialized view public.counts as select owner_id, count(*) from public.note group by owner_id; -- warning: exposed-materialized-view
grant select on public.counts to public;
create view public.inner_view with (security_invoker = true) as select * from public.note;
create materialized view public.outer_view as select * from public.inner_view; -- warning: exposed-materialized-view
grant select on public.outer_view to anon;

-- A condition is asked once, of whoever refreshes it.
create materialized view public.mine as select * from public.note where owner_id = auth.uid(); -- warning: exposed-materialized-view
grant select on public.mine to authenticated;

-- Nothing in it is hidden from anybody: for information.
create materialized view public.topics as select * from public.topic; -- info: exposed-materialized-view
grant select on public.topics to anon, authenticated;

-- Nobody reads it.
create materialized view public.not_granted as select * from public.note;
create materialized view public.for_the_backend as select * from public.note;
grant select on public.for_the_backend to service_role;
create schema private;
create materialized view private.hidden as select * from public.note;
grant select on private.hidden to authenticated;
create view public.plain with (security_invoker = true) as select * from public.note;
grant select on public.plain to authenticated;

-- Fixed.
create materialized view public.mended as select * from public.note;
grant select on public.mended to authenticated;
revoke select on public.mended from authenticated;

-- Known miss: a view of a materialized view reads it as its owner.
create view public.kept as select * from public.not_granted;
grant select on public.kept to authenticated;
