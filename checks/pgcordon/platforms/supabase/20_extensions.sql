-- The extensions that every project has from the start.
-- Source: supabase.com/docs/guides/database/extensions, "Full list of extensions".
create schema extensions authorization postgres;
grant usage on schema extensions to anon, authenticated, service_role, dashboard_user, supabase_auth_admin, supabase_storage_admin;

create extension if not exists "uuid-ossp" with schema extensions;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists pg_stat_statements with schema extensions;
