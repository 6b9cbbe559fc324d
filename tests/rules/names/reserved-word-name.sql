-- message: the name of table public."user" without its quotes is no name but the value user
-- Words with a value are silently read as that value.
create table public."user" ( -- warning: reserved-word-name
  id uuid primary key,
  "current_date" date, -- warning: reserved-word-name
  "null" text -- warning: reserved-word-name
);
create view public."session_user" as select 1 as one; -- warning: reserved-word-name

-- Other words are a syntax error without their quotes.
create table public."order" ( -- info: reserved-word-name
  id uuid primary key,
  "end" timestamptz, -- info: reserved-word-name
  "desc" text constraint "check" check ("desc" <> ''), -- info: reserved-word-name, reserved-word-name `constraint "check" check ("desc" <> '')`
  "left" integer -- info: reserved-word-name
);
create index "limit" on public."order" ("end"); -- info: reserved-word-name
create function public."select"() returns integer language sql as 'select 1'; -- info: reserved-word-name
create type public."primary" as enum ('a'); -- info: reserved-word-name

-- Some words must be quoted as the name of a function or a type only.
create function public."substring"() returns integer language sql as 'select 1'; -- info: reserved-word-name
create table public.substring (id uuid primary key, position integer, value text, time text, coalesce text);
-- And others as the name of anything but a function or a type.
create function public.left(integer) returns integer language sql as 'select 1';

-- Keywords that need no quotes, plurals, and capitals, which are another rule's business.
create table public.users (id uuid primary key, name text, type text, date date, year integer, action text, role text);
create table public.orders (id uuid primary key, "User" text, key text, owner uuid, text text, password text);

-- Policies and arguments are not judged.
create policy "user" on public.users for select to authenticated using (false);

-- Fixed.
create table public."group" (id uuid primary key, "column" text);
alter table public."group" rename to team;
alter table public.team rename column "column" to shelf;
