-- message: relation public.note_owner_id_idx exists already, so that this statement fails; drop it first, or say IF NOT EXISTS or OR REPLACE
-- file: 10_tables.sql
create table public.note (id uuid primary key, title text, constraint sane check (title <> ''));
create type public.mood as enum ('calm');
create index note_title on public.note (title);
create view public.titles as select title from public.note;
create function public.f() returns int language sql as 'select 1';
create policy own on public.note using (true);
create trigger stamp before update on public.note for each row execute function public.f();
create role helper;

-- file: 20_again.sql
create table public.note (id uuid primary key); -- warning: duplicate-object
create view public.titles as select id from public.note; -- warning: duplicate-object
create index note_title on public.note (id); -- warning: duplicate-object
create type public.mood as enum ('calm'); -- warning: duplicate-object
create function public.f() returns int language sql as 'select 2'; -- warning: duplicate-object
create policy own on public.note using (false); -- warning: duplicate-object
alter table public.note add column title text; -- warning: duplicate-object
alter table public.note add constraint sane check (title <> 'x'); -- warning: duplicate-object
alter type public.mood add value 'calm'; -- warning: duplicate-object
create role helper; -- warning: duplicate-object

-- Said to be all right, or gone before.
create table if not exists public.note (id uuid primary key);
create index if not exists note_title on public.note (id);
create or replace function public.f() returns int language sql as 'select 3';
create or replace view public.titles as select title from public.note;
alter table public.note add column if not exists title text;
alter type public.mood add value if not exists 'calm';
drop policy own on public.note;
create policy own on public.note using (false);
create function public.f(n int) returns int language sql as 'select n';
-- What the platform brings is there, or is not.
create role anon;
create schema auth;
do $$ begin create type public.mood as enum ('calm'); exception when duplicate_object then null; end $$;
do $$ begin
  create policy own on public.note using (true); -- warning: duplicate-object
  if not exists (select 1 from pg_policies where policyname = 'own') then create policy own on public.note using (true); end if;
end $$;
-- Whatever a block drops unseen may be created again.
do $$ begin execute (select title from public.note); end $$;
create table public.note (id uuid primary key);
