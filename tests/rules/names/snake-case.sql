-- message: the name of table column public.note."ownerId" is not in snake_case
-- option: required = true
create table public."Note" ( -- warning: snake-case
  id uuid primary key,
  "ownerId" uuid, -- warning: snake-case
  "two words" text, -- warning: snake-case
  title text constraint "Title" check (title <> '') -- warning: snake-case `constraint "Title" check (title <> '')`
);
create index "Index" on public."Note" (id); -- warning: snake-case
create type public."Mood" as enum ('calm'); -- warning: snake-case
create type public."Pair" as (one text); -- warning: snake-case
create type public."Span" as range (subtype = date); -- warning: snake-case
create domain public."Age" as integer; -- warning: snake-case
create view public."Titles" as select title from public."Note"; -- warning: snake-case
create function public."doIt"() returns integer language sql as 'select 1'; -- warning: snake-case
create function public.do_it("userId" uuid) returns integer language sql as 'select 1'; -- warning: snake-case
create function public.touch() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger "Touch" before update on public."Note" for each row execute function public.touch(); -- warning: snake-case
create table public.double__underscore (id uuid primary key); -- warning: snake-case

-- Folded to lower case; digits; a leading underscore, as in arguments.
create table Public.Pets (ID uuid primary key, version2 text, line_2 text, _kept boolean);
create function public.find(_user_id uuid, integer) returns integer language sql as 'select 1';

-- A name that PostgreSQL made of a faulty one is not a second fault: "Cat_pkey", "Cat_id_idx".
create table public."Cat" (id uuid primary key); -- warning: snake-case
create index on public."Cat" (id);

-- A child's columns and checks are its parent's.
create table public.parent (
  id uuid constraint "badCheck" check (id is not null), -- warning: snake-case `constraint "badCheck" check (id is not null)`
  "badColumn" text -- warning: snake-case
) partition by list (id);
create table public.child partition of public.parent default;

-- Policies have a rule of their own.
create policy "Users can view pets" on public.pets for select to authenticated using (true);

-- Fixed.
create table public."Wrong" ("alsoWrong" uuid);
alter table public."Wrong" rename to mended;
alter table public.mended rename column "alsoWrong" to mended;
