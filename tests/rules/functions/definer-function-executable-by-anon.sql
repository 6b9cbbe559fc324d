-- message: function delete_notes() runs as its owner, past row security, for whoever calls it, and nobody said that visitors may; revoke EXECUTE from public and anon
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


create function public.open_to_all() returns bigint language sql security definer set search_path = '' as 'select 1'; -- warning: definer-function-executable-by-anon
create procedure public.sweep() language sql security definer set search_path = '' as 'delete from public.note'; -- warning: definer-function-executable-by-anon
create function public."An ""odd"" name"() returns bigint language sql security definer set search_path = '' as 'select 1'; -- warning: definer-function-executable-by-anon

-- Taken from one of the two, but not from the other.
create function public.public_left() returns bigint language sql security definer set search_path = '' as 'select 1'; -- warning: definer-function-executable-by-anon
revoke execute on function public.public_left() from anon, authenticated;
create function public.granted_back() returns bigint language sql security definer set search_path = '' as 'select 1'; -- warning: definer-function-executable-by-anon
revoke execute on function public.granted_back() from public, anon;
grant execute on function public.granted_back() to public;

-- As a member of another role. What a member may do is not granted by its name.
create role reader;
grant reader to anon;
alter role anon inherit;
create function public.for_readers() returns bigint language sql security definer set search_path = '' as 'select 1'; -- warning: definer-function-executable-by-anon
revoke execute on function public.for_readers() from public;
grant execute on function public.for_readers() to reader;

-- Turned into one later.
create function public.promoted() returns bigint language sql set search_path = '' as 'select 1'; -- warning: definer-function-executable-by-anon
alter function public.promoted() security definer;

-- Somebody said so: for information.
create function public.meant() returns bigint language sql security definer set search_path = '' as 'select 1'; -- info: definer-function-executable-by-anon
revoke execute on function public.meant() from public;
grant execute on function public.meant() to anon, authenticated;
create function public.meant_too() returns bigint language sql security definer set search_path = '' as 'select 1'; -- info: definer-function-executable-by-anon
grant execute on function public.meant_too() to anon;

-- A policy for visitors needs it; one for users does not, and one that calls another function of the name neither.
create function public.is_shared(id uuid) returns boolean language sql security definer set search_path = '' as 'select true'; -- info: definer-function-executable-by-anon
create function public.is_shared() returns boolean language sql security definer set search_path = '' as 'select true'; -- warning: definer-function-executable-by-anon
create function public.is_mine(id uuid) returns boolean language sql security definer set search_path = '' as 'select true'; -- warning: definer-function-executable-by-anon
create policy note_shared on public.note for select to anon using (public.is_shared(id));
create policy note_mine on public.note for select to authenticated using (public.is_mine(id));

-- One that policies for users call and that asks who calls has nothing to say to a visitor: for information.
create function public.is_me(id uuid) returns boolean language sql security definer set search_path = '' as 'select id = auth.uid()'; -- info: definer-function-executable-by-anon
create policy note_me on public.note for select to authenticated using (public.is_me(owner_id));
create function public.asks(id uuid) returns boolean language sql security definer set search_path = '' as 'select id = auth.uid()'; -- warning: definer-function-executable-by-anon

-- It runs as its caller.
create function public.invoker() returns bigint language sql set search_path = '' as 'select 1';

-- The API does not reach it.
create schema private;
create function private.hidden() returns bigint language sql security definer set search_path = '' as 'select 1';

-- It cannot be called.
create function public.on_insert() returns trigger language plpgsql security definer set search_path = '' as 'begin return new; end';

-- Fixed.
create function public.closed() returns bigint language sql security definer set search_path = '' as 'select 1';
revoke execute on function public.closed() from public, anon;
create function public.demoted() returns bigint language sql security definer set search_path = '' as 'select 1';
alter function public.demoted() security invoker;
alter default privileges revoke execute on functions from public;
create function public.closed_by_default() returns bigint language sql security definer set search_path = '' as 'select 1';
