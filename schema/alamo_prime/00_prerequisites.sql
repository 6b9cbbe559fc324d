-- What the three tables presume of the system around them, in its smallest honest form.
--
-- Privileges follow one pattern in every file: take away whatever the project's default privileges may have
-- given, then grant what is meant. So the result is the same whether new tables are exposed to the API by
-- default or not, and nobody but the owner may TRUNCATE, which row security does not govern.

create type public.user_role as enum ('staff', 'manager', 'admin');

create function public.update_updated_at_column()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at = now();
  return new;
end;
$$;

-- A trigger function needs no caller: EXECUTE is checked when the trigger is created, not when it fires.
revoke all on function public.update_updated_at_column() from public, anon, authenticated, service_role;

create table public.groups (
  id          uuid primary key default extensions.gen_random_uuid(),
  name        text not null,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);

create table public.profiles (
  id          uuid primary key references auth.users (id) on delete cascade,
  full_name   text,
  role        public.user_role not null default 'staff',
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);

create table public.group_memberships (
  id          uuid primary key default extensions.gen_random_uuid(),
  user_id     uuid not null references public.profiles (id) on delete cascade,
  group_id    uuid not null references public.groups (id) on delete cascade,
  created_at  timestamptz not null default now(),
  constraint group_memberships_user_id_group_id_key unique (user_id, group_id)
);

create index idx_group_memberships_group on public.group_memberships (group_id);

create trigger update_groups_updated_at
  before update on public.groups
  for each row execute function public.update_updated_at_column();

create trigger update_profiles_updated_at
  before update on public.profiles
  for each row execute function public.update_updated_at_column();

-- SECURITY DEFINER because policies on profiles ask it too: under its caller's rights it would recurse.
-- Policies call it as the signed-in user, who therefore needs EXECUTE and could ask about anybody; so it
-- answers a user about themselves alone. The backend, which reads profiles anyway, may ask about everyone.
create function public.has_role(_user_id uuid, _role public.user_role)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select
    from public.profiles
    where id = _user_id
      and role = _role
      and (id = auth.uid() or auth.role() = 'service_role')
  );
$$;

revoke all on function public.has_role(uuid, public.user_role) from public, anon, authenticated, service_role;
grant execute on function public.has_role(uuid, public.user_role) to authenticated, service_role;

alter table public.groups enable row level security;
alter table public.profiles enable row level security;
alter table public.group_memberships enable row level security;

revoke all on public.groups, public.profiles, public.group_memberships from anon, authenticated, service_role;
grant select, insert, update, delete on public.groups, public.profiles, public.group_memberships to service_role;
grant select on public.groups, public.profiles, public.group_memberships to authenticated;
-- Not the role: whoever may set it on their own row is an admin whenever they like.
grant update (full_name) on public.profiles to authenticated;

create policy "Users can view own profiles"
  on public.profiles for select to authenticated
  using (id = (select auth.uid()));

create policy "Admins can view all profiles"
  on public.profiles for select to authenticated
  using ((select public.has_role((select auth.uid()), 'admin')));

create policy "Users can update own profiles"
  on public.profiles for update to authenticated
  using (id = (select auth.uid()))
  with check (id = (select auth.uid()));

create policy "Users can view own group_memberships"
  on public.group_memberships for select to authenticated
  using (user_id = (select auth.uid()));

create policy "Admins can view all group_memberships"
  on public.group_memberships for select to authenticated
  using ((select public.has_role((select auth.uid()), 'admin')));

create policy "Users can view own groups"
  on public.groups for select to authenticated
  using (
    id in (select group_id from public.group_memberships where user_id = (select auth.uid()))
  );

create policy "Admins can view all groups"
  on public.groups for select to authenticated
  using ((select public.has_role((select auth.uid()), 'admin')));
