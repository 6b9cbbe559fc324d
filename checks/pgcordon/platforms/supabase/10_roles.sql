-- The roles of a Supabase project. Source: supabase/postgres, migrations/db/init-scripts.
-- Ours differ in one point: supabase_admin is no superuser, for nothing here needs one.
create role supabase_admin nologin createdb createrole replication bypassrls;
create role postgres login createdb createrole replication bypassrls;
create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role authenticator login noinherit;
create role dashboard_user nologin createdb createrole replication;
create role supabase_auth_admin login noinherit createrole;
create role supabase_storage_admin login noinherit createrole;
create role supabase_realtime_admin nologin noinherit;
create role supabase_functions_admin login noinherit createrole;
create role supabase_replication_admin login replication;
create role supabase_etl_admin login replication bypassrls;
create role supabase_read_only_user login bypassrls;
create role pgbouncer login;

grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role to supabase_storage_admin;
grant pg_read_all_data to supabase_read_only_user;

grant anon, authenticated, service_role, authenticator, pg_monitor, pg_read_all_data, pg_signal_backend
  to postgres with admin option;

-- On the platform a server extension (supautils, policy_grants) lets postgres write policies on tables of these two.
grant supabase_storage_admin, supabase_realtime_admin, supabase_functions_admin to postgres;

-- supautils (privileged_role_allowed_configs) lets postgres set what otherwise only a superuser may.
grant set on parameter session_replication_role to postgres;

-- And what PostgREST reads from its role's settings. A parameter that no module has defined yet needs a grant as well.
grant set on parameter
  pgrst.db_schemas, pgrst.db_extra_search_path, pgrst.db_max_rows, pgrst.db_pre_request, pgrst.db_aggregates_enabled,
  pgrst.db_plan_enabled, pgrst.openapi_mode
  to postgres;

-- The platform sets this for the database; a database setting would not be copied with a template.
alter role postgres set search_path = "$user", public, extensions;
alter role authenticator set search_path = "$user", public, extensions;

grant create on schema public to postgres;
grant usage on schema public to anon, authenticated, service_role, postgres;
