-- message: role reporting has BYPASSRLS, so row security holds for none of its queries
create role backend bypassrls; -- warning: bypassrls-role
create role "Root" superuser; -- warning: bypassrls-role
create user worker with login bypassrls; -- warning: bypassrls-role
create role raised; -- warning: bypassrls-role
alter role raised bypassrls;

-- A role of the API: by its own attribute, and as a member, however far away. Others may be members.
alter role anon bypassrls; -- warning: bypassrls-role
create role bridge in role backend;
grant bridge to authenticated; -- warning: bypassrls-role
create role operator in role backend;

-- Other attributes, and the platform's own trusted roles.
create role plain login createdb;
create role careful nobypassrls nosuperuser;
alter role service_role login;
grant service_role to careful;

-- Fixed.
create role mended bypassrls;
alter role mended nobypassrls;
