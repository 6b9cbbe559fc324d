-- What the four tables presume. `auth.users` and uuid-ossp are the project's own; the vector extension is not.
--
-- Privileges follow one pattern in every file: take away whatever the project's default privileges may have
-- given, then grant what is meant. So the result is the same whether new tables are exposed to the API by
-- default or not, and nobody but the owner may TRUNCATE, which row security does not govern.

-- Not in public, where each of its functions would be a call of the API.
create extension if not exists vector with schema extensions;

create function public.set_updated_at()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end;
$$;

-- A trigger function needs no caller: EXECUTE is checked when the trigger is created, not when it fires.
revoke all on function public.set_updated_at() from public, anon, authenticated, service_role;
