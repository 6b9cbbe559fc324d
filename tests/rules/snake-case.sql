create table public."Note" ( -- error: snake-case
  id uuid primary key,
  "ownerId" uuid, -- error: snake-case
  "two words" text, -- error: snake-case
  title text constraint "Title" check (title <> '') -- error: snake-case
);
create index "Index" on public."Note" (id); -- error: snake-case
create type public."Mood" as enum ('calm'); -- error: snake-case
create type public."Pair" as (one text); -- error: snake-case
create type public."Span" as range (subtype = date); -- error: snake-case
create domain public."Age" as integer; -- error: snake-case
create view public."Titles" as select title from public."Note"; -- error: snake-case
create function public."doIt"() returns integer language sql as 'select 1'; -- error: snake-case
create function public.do_it("userId" uuid) returns integer language sql as 'select 1'; -- error: snake-case
create function public.touch() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger "Touch" before update on public."Note" for each row execute function public.touch(); -- error: snake-case
create table public.double__underscore (id uuid primary key); -- error: snake-case

-- Folded to lower case; digits; a leading underscore, as in arguments.
create table Public.Pets (ID uuid primary key, version2 text, line_2 text, _kept boolean);
create function public.find(_user_id uuid, integer) returns integer language sql as 'select 1';

-- A name that PostgreSQL made of a faulty one is not a second fault: "Cat_pkey", "Cat_id_idx".
create table public."Cat" (id uuid primary key); -- error: snake-case
create index on public."Cat" (id);

-- A child's columns and checks are its parent's.
create table public.parent (
  id uuid constraint "badCheck" check (id is not null), -- error: snake-case
  "badColumn" text -- error: snake-case
) partition by list (id);
create table public.child partition of public.parent default;

-- Policies have a rule of their own.
create policy "Users can view pets" on public.pets for select to authenticated using (true);

-- Fixed.
create table public."Wrong" ("alsoWrong" uuid);
alter table public."Wrong" rename to mended;
alter table public.mended rename column "alsoWrong" to mended;
