-- message: no trigger sets public.note.updated_at on every update by public.set_updated_at()
create function public.touch() returns trigger language plpgsql
as $$ begin new.updated_at := now(); return new; end $$;
create function public.idle() returns trigger language plpgsql as $$ begin return new; end $$;
create function public.last_updated_at_of() returns trigger language plpgsql
as $$ begin new.last_updated_at_of := now(); return new; end $$;

create table public.bare (id uuid primary key, updated_at timestamptz); -- warning: updated-at-without-trigger `updated_at timestamptz`

-- Triggers that come too late, too seldom, at the wrong event, once a statement, or for something else.
create table public.afterwards (id uuid primary key, updated_at timestamptz); -- warning: updated-at-without-trigger `updated_at timestamptz`
create trigger t after update on public.afterwards for each row execute function public.touch();
create table public.seldom (id uuid primary key, updated_at timestamptz); -- warning: updated-at-without-trigger `updated_at timestamptz`
create trigger t before update of id on public.seldom for each row execute function public.touch();
create table public.inserting (id uuid primary key, updated_at timestamptz); -- warning: updated-at-without-trigger `updated_at timestamptz`
create trigger t before insert on public.inserting for each row execute function public.touch();
create table public.statement (id uuid primary key, updated_at timestamptz); -- warning: updated-at-without-trigger `updated_at timestamptz`
create trigger t before update on public.statement for each statement execute function public.touch();
create table public.idling (id uuid primary key, updated_at timestamptz); -- warning: updated-at-without-trigger `updated_at timestamptz`
create trigger t before update on public.idling for each row execute function public.idle();
create table public.resembling (id uuid primary key, updated_at timestamptz); -- warning: updated-at-without-trigger `updated_at timestamptz`
create trigger t before update on public.resembling for each row execute function public.last_updated_at_of();
create table public.disabled (id uuid primary key, updated_at timestamptz); -- warning: updated-at-without-trigger `updated_at timestamptz`
create trigger t before update on public.disabled for each row execute function public.touch();
alter table public.disabled disable trigger t;

-- Nothing to keep.
create table public.timeless (id uuid primary key, created_at timestamptz);

create table public.generated (id uuid, updated_at text generated always as (id::text) stored);

-- Dynamic SQL may set any column.
create function public.set_column() returns trigger language plpgsql
as $$ begin execute 'select $1' using new; return new; end $$;
create table public.dynamic (id uuid primary key, updated_at timestamptz);
create trigger t before update on public.dynamic for each row execute function public.set_column();

-- A function from elsewhere is trusted; a partition's parent acts for it.
create table public.moddate (id uuid primary key, updated_at timestamptz);
create trigger t before update on public.moddate for each row execute function extensions.moddatetime (updated_at);
create table public.event (id uuid, updated_at timestamptz) partition by list (id);
create trigger t before update on public.event for each row execute function public.touch();
create table public.event_rest partition of public.event default;

-- Fixed.
create table public.mended (id uuid primary key, updated_at timestamptz);
create trigger t before insert or update on public.mended for each row
  when (new.id is not null) execute function public.touch();
