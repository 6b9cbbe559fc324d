-- message: value 'curious' of type public.mood is used in the transaction that adds it; add it in a file of its own
-- file: 10_tables.sql
create type public.mood as enum ('calm', 'cross');
create type public."Kind" as enum ('a');
create table public.note (id uuid primary key, mood public.mood, kinds public."Kind"[], title text);
create table public.other (id uuid primary key, title text);

-- file: 20_change.sql
alter type public.mood add value if not exists 'curious';
alter type mood add value 'keen' after 'curious';
insert into public.note (id, mood) values (gen_random_uuid(), 'curious'); -- error: enum-value-used-at-once
UPDATE note SET mood = 'calm' WHERE mood IN ('keen', 'cross'); -- error: enum-value-used-at-once
alter table public.note alter column mood set default 'keen'; -- error: enum-value-used-at-once
create index curious on public.note (id) where mood = 'curious'; -- error: enum-value-used-at-once
create policy keen on public.note using (mood = 'keen'); -- error: enum-value-used-at-once
select 'keen'::public.mood; -- error: enum-value-used-at-once
alter type public."Kind" add value 'b';
update public.note set kinds = array['b']::public."Kind"[]; -- error: enum-value-used-at-once
-- Another word that is spelled alike.
update public.other set title = 'curious';
insert into public.note (id, mood) values (gen_random_uuid(), 'calm');
comment on type public.mood is 'curious';
-- Known miss: the bodies of functions in SQL are read when they are made.
create function public.is_keen(m public.mood) returns boolean language sql set search_path = '' as $$ select m = 'keen'::public.mood $$;
-- Known miss, the other way: a text column beside one of the enum.
update public.note set title = 'keen'; -- error: enum-value-used-at-once

-- file: 21_committed.sql
update public.note set mood = 'curious';
begin;
alter type public.mood add value 'shy';
commit;
update public.note set mood = 'shy';
alter type public.mood add value 'bold';
begin;
update public.note set mood = 'bold';
commit;

-- file: 22_in_transaction.sql
begin;
alter type public.mood add value 'wild';
update public.note set mood = 'wild'; -- error: enum-value-used-at-once
rollback;

-- file: 23_new.sql
-- A type of this very file may be used at once; a label may be given another name.
create type public.colour as enum ('red');
alter type public.colour add value 'blue';
create table public.dress (id uuid primary key, colour public.colour default 'blue');
alter type public.mood rename value 'calm' to 'quiet';
update public.note set mood = 'quiet';
