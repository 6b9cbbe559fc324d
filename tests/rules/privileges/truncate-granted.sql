-- message: authenticated may TRUNCATE app.note, which asks no policy; revoke it
create schema app;
create role member;
create table app.note (id uuid primary key, owner_id uuid);
create table app."Post" (id uuid primary key);
create table app.tag (id uuid primary key);
create table app.team (id uuid primary key);
grant all on app.note to authenticated; -- warning: truncate-granted
grant truncate on table app."Post" to anon, authenticated; -- warning: truncate-granted
grant truncate on app.tag to public; -- warning: truncate-granted

-- Through a role that it is a member of; authenticated of the platform does not inherit.
create role web in role member;
grant truncate on app.team to member;

-- Default privileges of the author's own are one finding, and no table is another.
create schema feed;
alter default privileges in schema feed grant all on tables to authenticated; -- warning: truncate-granted
create table feed.item (id uuid primary key);
create table feed.reader (id uuid primary key);
alter default privileges in schema app grant select on tables to authenticated;

-- Once they are withdrawn, what was made before still has what they gave.
create schema past;
alter default privileges in schema past grant all on tables to authenticated; -- warning: truncate-granted
create table past.item (id uuid primary key);
alter default privileges in schema past revoke all on tables from authenticated;
create table past.reader (id uuid primary key);

-- Other privileges, other roles, and what the platform's default privileges give in public.
create table app.plain (id uuid primary key);
grant select, insert, update, delete on app.plain to authenticated;
grant all on app.plain to service_role, member;
create table public.note (id uuid primary key);
grant select on public.note to authenticated;

-- Fixed.
create table app.mended (id uuid primary key);
grant all on app.mended to authenticated;
revoke truncate on app.mended from authenticated, anon;
create table app.narrowed (id uuid primary key);
grant all on app.narrowed to authenticated;
revoke all on app.narrowed from authenticated;
revoke truncate on app.narrowed from anon;
