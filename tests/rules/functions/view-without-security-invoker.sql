-- message: view public.note_title reads public.note as its owner, past row security, for authenticated; add `with (security_invoker = true)`
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

alter table public.note enable row level security;

create view public.notes as select * from public.note; -- error: view-without-security-invoker
grant select on public.notes to authenticated;
create view public.said_no with (security_invoker = false) as select id from public.note; -- error: view-without-security-invoker
grant select on public.said_no to anon;
create view public.barrier with (security_barrier) as select id from public.note; -- error: view-without-security-invoker
grant select (id) on public.barrier to public;
create view public."Odd view" as select id from public.note; -- error: view-without-security-invoker
grant select on public."Odd view" to authenticated;
create view public.joined as select t.name from public.topic as t join public.note as n on n.topic_id = t.id; -- error: view-without-security-invoker
grant select on public.joined to authenticated;
create view public.in_subquery as select name from public.topic where id in (select topic_id from public.note); -- error: view-without-security-invoker
grant select on public.in_subquery to authenticated;

-- Written, though not read.
create view public.letter_box as select * from public.note; -- error: view-without-security-invoker
grant insert on public.letter_box to anon;

-- Through another view, which inside of it reads as its owner whatever it says.
create view public.inner_view with (security_invoker = true) as select * from public.note;
create view public.outer_view as select * from public.inner_view; -- error: view-without-security-invoker
grant select on public.outer_view to authenticated;

-- CREATE OR REPLACE forgets the option, and so does RESET.
create view public.replaced with (security_invoker = true) as select id from public.note; -- error: view-without-security-invoker
create or replace view public.replaced as select id, body from public.note;
grant select on public.replaced to authenticated;
create view public.was_reset with (security_invoker = true) as select id from public.note; -- error: view-without-security-invoker
alter view public.was_reset reset (security_invoker);
grant select on public.was_reset to authenticated;

-- Its own conditions ask who asks: for information, or a warning where it can be written.
create view public.my_notes as select * from public.note where owner_id = auth.uid(); -- info: view-without-security-invoker
grant select on public.my_notes to authenticated;
create view public.my_editable_notes as select * from public.note where owner_id = auth.uid(); -- warning: view-without-security-invoker
grant select, update on public.my_editable_notes to authenticated;
create view public.my_count as select count(*) from public.note where owner_id = auth.uid(); -- info: view-without-security-invoker
grant select, update on public.my_count to authenticated;
create view public.my_notes_by_join as with me as (select auth.uid() as id) select n.id from public.note as n join me on me.id = n.owner_id; -- info: view-without-security-invoker
grant select on public.my_notes_by_join to authenticated;

-- It asks, but to tell, not to choose.
create view public.all_notes as select id, owner_id = auth.uid() as mine from public.note; -- error: view-without-security-invoker
grant select on public.all_notes to authenticated;
create view public.counted as select id, (select count(*) from public.note as o where o.owner_id = auth.uid()) from public.note; -- error: view-without-security-invoker
grant select on public.counted to authenticated;

-- It reads as who asks.
create view public.careful with (security_invoker = true) as select * from public.note;
grant select on public.careful to authenticated;
create view public.careful_too with (security_invoker) as select * from public.note;
grant select on public.careful_too to authenticated;

-- Nothing is hidden from those who read it: everybody may read topics, and there are tables without row security.
create view public.topics as select * from public.topic;
grant select on public.topics to anon, authenticated;
create table public.setting (name text primary key);
create view public.settings as select * from public.setting;
grant select on public.settings to authenticated;
create view public.one as select 1 as one;
grant select on public.one to authenticated;

-- A restrictive policy hides what a permissive one shows; that of another role, or for another command, does not.
create table public.event (id bigint primary key, over boolean not null);
alter table public.event enable row level security;
create policy event_select on public.event for select to authenticated using (true);
create policy event_open on public.event as restrictive for select to authenticated using (not over);
create view public.events as select * from public.event; -- error: view-without-security-invoker
grant select on public.events to authenticated;
create table public.place (id bigint primary key, closed boolean not null);
alter table public.place enable row level security;
create policy place_select on public.place for select to authenticated using (true);
create policy place_open on public.place as restrictive for select to anon using (not closed);
create policy place_update on public.place as restrictive for update to authenticated using (not closed);
create view public.places as select * from public.place;
grant select on public.places to authenticated;

-- Nobody comes through it.
create view public.not_granted as select * from public.note;
create view public.for_the_backend as select * from public.note;
grant select on public.for_the_backend to service_role;
create schema private;
create view private.hidden as select * from public.note;
grant select on private.hidden to authenticated;

-- Other rules speak of accounts and of materialized views.
create view public.accounts as select id from auth.users;
grant select on public.accounts to authenticated;
create materialized view public.kept as select * from public.note;
grant select on public.kept to authenticated;

-- Fixed.
create view public.mended as select * from public.note;
grant select on public.mended to authenticated;
alter view public.mended set (security_invoker = true);
create view public.taken_back as select * from public.note;
grant select on public.taken_back to authenticated;
revoke all on public.taken_back from authenticated;

-- As its caller, of one as its owner that the API does not reach, and that the caller may read or not.
create view public.through_private with (security_invoker = true) as select * from private.hidden; -- error: view-without-security-invoker
grant select on public.through_private to authenticated;
create view private.locked as select * from public.note;
create view public.refused with (security_invoker = true) as select * from private.locked;
grant select on public.refused to authenticated;
create view public.through_exposed with (security_invoker = true) as select * from public.notes;
grant select on public.through_exposed to authenticated;
