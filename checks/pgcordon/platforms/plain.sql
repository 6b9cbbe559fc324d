-- An owner that is no superuser, the role that requests run as, and a backend that row security does not hold.
create role app_owner login createrole createdb bypassrls;
create role app login noinherit;
create role app_admin login noinherit bypassrls;
grant app, app_admin to app_owner with admin option;
grant usage, create on schema public to app_owner;
grant usage on schema public to app, app_admin;
-- Worlds are built with triggers off.
grant set on parameter session_replication_role to app_owner;
