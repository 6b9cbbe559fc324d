-- authenticator logs in and becomes one of the others; nothing is granted to them that the schema does not grant.
create role api_owner login createrole createdb bypassrls;
create role authenticator login noinherit;
create role anon nologin noinherit;
create role web_user nologin noinherit;
create role service_role nologin noinherit bypassrls;
grant anon, web_user, service_role to authenticator;
grant anon, web_user, service_role, authenticator to api_owner with admin option;
grant usage, create on schema public to api_owner;
grant usage on schema public to anon, web_user, service_role;
-- Worlds are built with triggers off.
grant set on parameter session_replication_role to api_owner;
