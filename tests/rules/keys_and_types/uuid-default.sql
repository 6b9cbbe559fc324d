-- message: public.note.id defaults to gen_random_uuid(), not to extensions.gen_random_uuid()
-- option: generator = "extensions.gen_random_uuid"
create table public.unqualified (id uuid primary key default gen_random_uuid()); -- warning: uuid-default `gen_random_uuid()`
create table public.other (id uuid primary key default extensions.uuid_generate_v4()); -- warning: uuid-default `extensions.uuid_generate_v4()`
create table public.elsewhere (id uuid default pg_catalog.gen_random_uuid(), primary key (id)); -- warning: uuid-default `pg_catalog.gen_random_uuid()`
create table public.constant (id uuid primary key default '00000000-0000-0000-0000-000000000000'); -- warning: uuid-default `'00000000-0000-0000-0000-000000000000'`
create table public.spread (
  id uuid
    primary key
    default gen_random_uuid() -- warning: uuid-default `gen_random_uuid()`
);
-- Once, where it is declared.
create table public.event (id uuid primary key default gen_random_uuid()) partition by list (id); -- warning: uuid-default `gen_random_uuid()`
create table public.event_rest partition of public.event default;

-- No default, no uuid, no key.
create table public.profile (id uuid primary key references auth.users (id));
create table public.textual (id text primary key default gen_random_uuid()::text);
create table public.token (id uuid primary key, secret uuid not null default gen_random_uuid());

-- Fixed.
create table public.note (id uuid primary key default extensions.gen_random_uuid());
create table public.mended (id uuid primary key default gen_random_uuid());
alter table public.mended alter column id set default extensions.gen_random_uuid();
create table public.cleared (id uuid primary key default gen_random_uuid());
alter table public.cleared alter column id drop default;
