-- message: default privileges in schema app on tables give authenticated SELECT, so each new one is open from its first moment; grant beside each object
create schema app;
alter default privileges in schema app grant select, insert on tables to authenticated; -- warning: default-privileges-to-api-roles
alter default privileges in schema app grant execute on functions to anon, authenticated; -- warning: default-privileges-to-api-roles, default-privileges-to-api-roles
alter default privileges for role postgres in schema public grant select on tables to anon; -- warning: default-privileges-to-api-roles
alter default privileges grant usage on sequences to public; -- warning: default-privileges-to-api-roles

-- Trusted roles, and what is taken away.
alter default privileges in schema app grant all on tables to service_role;
alter default privileges revoke execute on functions from public;
alter default privileges in schema app revoke all on sequences from anon, authenticated;

-- Fixed.
create schema mended;
alter default privileges in schema mended grant select on tables to authenticated;
alter default privileges in schema mended revoke select on tables from authenticated;
