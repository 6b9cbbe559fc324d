-- Schemas of the smaller services, as far as a project's own SQL speaks of them.
create schema graphql authorization supabase_admin;
create schema graphql_public authorization supabase_admin;
create schema vault authorization supabase_admin;
create schema supabase_functions authorization supabase_admin;
create schema supabase_migrations authorization postgres;

grant usage on schema graphql, graphql_public, supabase_functions to anon, authenticated, service_role, postgres;
grant usage on schema vault to service_role, postgres;

set role supabase_admin;

-- GraphQL is another way to the same tables, as the same role; here it answers nothing.
create function graphql_public.graphql(
  "operationName" text default null,
  query text default null,
  variables jsonb default null,
  extensions jsonb default null
) returns jsonb
language sql
as $$
  select null::jsonb
$$;

-- Secrets are not encrypted here: there are none.
create table vault.secrets (
  id uuid primary key default gen_random_uuid(),
  name text unique,
  description text not null default '',
  secret text not null,
  key_id uuid,
  nonce bytea,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create view vault.decrypted_secrets as
  select id, name, description, secret, secret as decrypted_secret, key_id, nonce, created_at, updated_at
  from vault.secrets;

create function vault.create_secret(
  new_secret text,
  new_name text default null,
  new_description text default '',
  new_key_id uuid default null
) returns uuid
language sql security definer
set search_path = ''
as $$
  insert into vault.secrets (secret, name, description, key_id)
  values (new_secret, new_name, new_description, new_key_id)
  returning id
$$;

create function vault.update_secret(
  secret_id uuid,
  new_secret text default null,
  new_name text default null,
  new_description text default null,
  new_key_id uuid default null
) returns void
language sql security definer
set search_path = ''
as $$
  update vault.secrets
  set secret = coalesce(new_secret, secret),
      name = coalesce(new_name, name),
      description = coalesce(new_description, description),
      key_id = coalesce(new_key_id, key_id),
      updated_at = now()
  where id = secret_id
$$;

revoke all on function vault.create_secret(text, text, text, uuid) from public;
revoke all on function vault.update_secret(uuid, text, text, text, uuid) from public;
grant execute on function vault.create_secret(text, text, text, uuid) to service_role, postgres;
grant execute on function vault.update_secret(uuid, text, text, text, uuid) to service_role, postgres;
grant select, delete on vault.secrets, vault.decrypted_secrets to service_role;
grant select, references, delete, truncate on vault.secrets, vault.decrypted_secrets to postgres with grant option;

-- The trigger function of database webhooks; no request leaves a throwaway server.
create function supabase_functions.http_request() returns trigger
language plpgsql
as $$
begin
  return coalesce(new, old);
end
$$;

reset role;

create table supabase_migrations.schema_migrations (
  version text primary key,
  statements text[],
  name text
);
alter table supabase_migrations.schema_migrations owner to postgres;
