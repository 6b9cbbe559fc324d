-- message: view public.author shows accounts of auth.users to authenticated
create view public.accounts as select id, email from auth.users; -- error: view-exposes-auth-users
grant select on public.accounts to authenticated;
create materialized view public.emails as select email from auth.users; -- error: view-exposes-auth-users
grant select on public.emails to anon;
create table public.profile (id uuid primary key references auth.users (id) on delete cascade, name text);
create view public.people as select p.name, u.email from public.profile as p join auth.users as u using (id); -- error: view-exposes-auth-users
grant select (email) on public.people to authenticated;
create view public.counted as select count(*) from auth.users; -- error: view-exposes-auth-users
grant select on public.counted to anon;

-- Through another view.
create schema private;
create view private.everybody as select * from auth.users;
grant select on private.everybody to authenticated;
create view private.everybody_locked as select * from auth.users;
create view public.through as select id from private.everybody; -- error: view-exposes-auth-users
grant select on public.through to authenticated;
create view public.as_who_asks with (security_invoker = true) as select id from private.everybody; -- error: view-exposes-auth-users
grant select on public.as_who_asks to authenticated;

-- It reads as who asks, who has no privilege there.
create view public.as_who_may_not with (security_invoker = true) as select id from private.everybody_locked;
grant select on public.as_who_may_not to authenticated;
create view public.careful with (security_invoker = true) as select id from auth.users;
grant select on public.careful to authenticated;
-- Known miss: once the privilege is granted and row security of auth.users is off, such a view shows every account.

-- It asks who asks.
create view public.me as select id, email from auth.users where id = auth.uid();
grant select on public.me to authenticated;

-- Nobody comes through it, or another table is read.
create view public.for_the_backend as select * from auth.users;
grant select on public.for_the_backend to service_role;
create view private.hidden as select * from auth.users;
grant select on private.hidden to authenticated;
create table public.users (id uuid primary key);
create view public.own_users as select * from public.users;
grant select on public.own_users to authenticated;

-- Fixed.
create view public.mended as select id from auth.users;
grant select on public.mended to authenticated;
revoke select on public.mended from authenticated;
