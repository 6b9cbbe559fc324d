-- The statements by which the platform stops exposing what postgres makes in public.
-- Source: supabase/cli, pull request 5239 ("applies the same revoke SQL Studio runs") and the text of that SQL in Studio.
-- Three things are left as they are there: TRUNCATE, REFERENCES and TRIGGER on tables, for the Data API has no way to
-- use them; UPDATE on sequences; and EXECUTE by PUBLIC on functions, which a REVOKE limited to a schema cannot touch
-- (PostgreSQL, ALTER DEFAULT PRIVILEGES: "per-schema privileges can only add").
alter default privileges for role postgres in schema public
  revoke select, insert, update, delete on tables from anon, authenticated, service_role;
alter default privileges for role postgres in schema public
  revoke execute on functions from anon, authenticated, service_role;
alter default privileges for role postgres in schema public
  revoke usage, select on sequences from anon, authenticated, service_role;
