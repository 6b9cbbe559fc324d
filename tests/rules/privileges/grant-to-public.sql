-- message: PUBLIC holds SELECT on table public.note, and so does every role to come; name the roles
create schema app;
create schema api;
create table public.note (id uuid primary key, title text);
create table app."Note" (id uuid primary key, title text);
create view public.titles with (security_invoker = true) as select title from public.note;
create materialized view app.counted as select count(*) as n from public.note;
create sequence public.counter;
grant select, insert on public.note to public; -- warning: grant-to-public
grant select (title) on app."Note" to public; -- warning: grant-to-public
grant select on public.titles, app.counted to public; -- warning: grant-to-public, grant-to-public
grant usage on sequence public.counter to public; -- warning: grant-to-public
grant usage on schema app to public; -- warning: grant-to-public

-- All at once.
create table api.tag (id uuid primary key);
create view api.tags with (security_invoker = true) as select id from api.tag;
grant all privileges on all tables in schema api to public; -- warning: grant-to-public, grant-to-public

-- Named roles, functions, whose default is PUBLIC, and a role that happens to be called "Public".
create table public.later (id uuid primary key);
grant select on public.later to anon, authenticated;
create function public.add(a integer, b integer) returns integer language sql immutable as $$ select a + b $$;
grant execute on function public.add(integer, integer) to public;
create role "Public";
grant select on public.later to "Public";

-- What default privileges give is another rule's business.
alter default privileges in schema app grant select on tables to public;
create table app.setting (id uuid primary key);

-- Fixed.
create table public.mended (id uuid primary key);
grant select on public.mended to public;
revoke select on public.mended from public;
