-- Blocks as migrations write them. Each case runs on its own behind what stands above the first one.
create type public.mood as enum ('calm', 'cross');
create domain public.short as text constraint short_enough check (length(value) < 9);
create table public.note (
  id uuid primary key default gen_random_uuid(), owner_id uuid not null, title varchar(80) unique, body text,
  mood public.mood, tags text[]
);
create table public.reply (id serial primary key, note_id uuid constraint reply_note references public.note (id), "At" date);
create table public."Odd Table" (id int primary key);
create view public.titles as select id, title from public.note;
create materialized view public.kept as select id from public.note;
create index note_owner on public.note (owner_id);
create function public.touch() returns trigger language plpgsql security definer as $$ begin return new; end $$;
create function public.add(a integer, b text default '') returns text language sql as $$ select a || b $$;
create trigger note_touch before update on public.note for each row execute function public.touch();
create policy note_read on public.note for select to authenticated using (owner_id = (select auth.uid()));
create schema private;
create table private.secret (id int);
create role reporter;
insert into storage.buckets (id, name, public) values ('there', 'there', true);

-- case: a type that is there is not made again
do $$ begin
  if not exists (select 1 from pg_type where typname = 'mood') then create type public.mood as enum ('x'); end if;
  if not exists (select 1 from pg_type where typname = 'fresh') then create type public.fresh as enum ('x'); end if;
end $$;

-- case: a type of another schema is another type
do $$ begin
  if not exists (
    select 1 from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typname = 'mood' and n.nspname = 'private'
  ) then
    create type private.mood as enum ('y');
  end if;
end $$;

-- case: a label is added once
do $$ begin
  if not exists (select 1 from pg_enum e join pg_type t on e.enumtypid = t.oid where t.typname = 'mood' and e.enumlabel = 'cross') then
    alter type public.mood add value 'wrong';
  end if;
  if not exists (select 1 from pg_enum where enumlabel = 'glad' and enumtypid = 'public.mood'::regtype) then
    alter type public.mood add value 'glad';
  end if;
end $$;

-- case: columns that are missing are added
do $$ begin
  if not exists (select 1 from information_schema.columns where table_name = 'note' and column_name = 'body') then
    alter table public.note add column body int;
  end if;
  if not exists (
    select 1 from information_schema.columns
    where table_schema = 'public' and table_name = 'note' and column_name = 'pinned'
  ) then
    alter table public.note add column pinned boolean not null default false;
    create index note_pinned on public.note (pinned);
  end if;
end $$;

-- case: a column is renamed where only the old one is there
do $$ begin
  if exists (select from information_schema.columns where table_name = 'note' and column_name = 'body')
    and not exists (select from information_schema.columns where table_name = 'note' and column_name = 'content')
  then
    alter table public.note rename column body to content;
  end if;
end $$;

-- case: a type is changed where it is not the wanted one
do $$ begin
  if (select data_type from information_schema.columns where table_name = 'note' and column_name = 'title') = 'character varying' then
    alter table public.note alter column body type varchar(99);
  end if;
  if (select udt_name from information_schema.columns where table_name = 'note' and column_name = 'tags') <> '_text' then
    alter table public.note drop column tags;
  end if;
end $$;

-- case: nullability and defaults are asked for
do $$ begin
  if exists (select from information_schema.columns where table_name = 'note' and column_name = 'title' and is_nullable = 'YES') then
    alter table public.note alter column title set not null;
  end if;
  if exists (select from information_schema.columns where table_name = 'note' and column_name = 'body' and column_default is null) then
    alter table public.note alter column body set default 'none';
  end if;
end $$;

-- case: constraints by name
do $$ begin
  if not exists (select 1 from pg_constraint where conname = 'reply_note') then
    alter table public.reply drop column note_id;
  end if;
  if not exists (select 1 from pg_constraint where conname = 'note_long' and conrelid = 'public.note'::regclass) then
    alter table public.note add constraint note_long check (length(body) > 3);
  end if;
  if exists (select 1 from information_schema.table_constraints where constraint_name = 'note_title_key' and constraint_type = 'UNIQUE') then
    alter table public.note drop constraint note_title_key;
  end if;
end $$;

-- case: constraints by the relation's name
do $$ begin
  if exists (
    select 1 from pg_constraint con join pg_class rel on rel.oid = con.conrelid join pg_namespace nsp on nsp.oid = rel.relnamespace
    where nsp.nspname = 'public' and rel.relname = 'reply' and con.contype = 'f'
  ) then
    alter table public.reply drop constraint reply_note,
      add constraint reply_note_fk foreign key (note_id) references public.note on delete cascade;
  end if;
  if exists (select from pg_constraint where conrelid::regclass::text = 'note' and contype = 'p') then
    comment on table public.note is 'has a key';
  end if;
end $$;

-- case: a foreign key is found by its columns
do $$ declare found_name text; begin
  select tc.constraint_name into found_name
  from information_schema.table_constraints tc
  join information_schema.key_column_usage kcu
    on kcu.constraint_name = tc.constraint_name and kcu.table_schema = tc.table_schema
  where tc.table_name = 'reply' and tc.constraint_type = 'FOREIGN KEY' and kcu.column_name = 'note_id';
  if found_name is not null then
    execute format('alter table public.reply drop constraint %I', found_name);
  end if;
end $$;

-- case: policies by name
do $$ begin
  if not exists (select 1 from pg_policies where policyname = 'note_read' and tablename = 'note') then
    create policy wrong on public.note using (true);
  end if;
  if not exists (select 1 from pg_policies where schemaname = 'public' and tablename = 'note' and policyname = 'note_write' and cmd = 'UPDATE') then
    create policy note_write on public.note for update to authenticated using (owner_id = (select auth.uid()));
  end if;
  if exists (select 1 from pg_policy where polname = 'note_read' and polrelid = 'public.note'::regclass and polcmd = 'r') then
    drop policy note_read on public.note;
  end if;
end $$;

-- case: triggers by name
do $$ begin
  if not exists (select 1 from pg_trigger where tgname = 'note_touch') then drop table public.note cascade; end if;
  if not exists (select 1 from pg_trigger where tgname = 'reply_touch' and tgrelid = 'public.reply'::regclass and not tgisinternal) then
    create trigger reply_touch before update on public.reply for each row execute function public.touch();
  end if;
  if exists (select from information_schema.triggers where trigger_name = 'note_touch' and event_object_table = 'note') then
    drop trigger note_touch on public.note;
  end if;
end $$;

-- case: indexes by name
do $$ begin
  if not exists (select 1 from pg_indexes where indexname = 'note_owner') then drop table public.note cascade; end if;
  if not exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relname = 'reply_note_idx' and c.relkind = 'i') then
    create index reply_note_idx on public.reply (note_id);
  end if;
  if exists (select 1 from pg_indexes where schemaname = 'public' and tablename = 'note' and indexname = 'note_pkey') then
    create index note_mood on public.note (mood);
  end if;
end $$;

-- case: functions by name and by signature
do $$ begin
  if not exists (select 1 from pg_proc where proname = 'touch') then drop schema private cascade; end if;
  if exists (select 1 from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and p.proname = 'add' and p.prokind = 'f') then
    alter function public.add(integer, text) stable;
  end if;
  if to_regprocedure('public.add(integer, text)') is null then drop schema private cascade; end if;
  if to_regprocedure('public.add(bigint)') is not null then drop schema private cascade; end if;
  if exists (select from information_schema.routines where routine_name = 'touch' and security_type = 'DEFINER') then
    alter function public.touch() security invoker;
  end if;
end $$;

-- case: relations by to_regclass
do $$ begin
  if to_regclass('public.note') is not null then alter table public.note enable row level security; end if;
  if to_regclass('public.nothing') is null then create table public.nothing (id int); end if;
  if to_regclass('public."Odd Table"') is null then drop schema private cascade; end if;
  if to_regclass('note_pkey') is null then drop schema private cascade; end if;
  if to_regtype('public.mood') is null or to_regtype('short') is null then drop schema private cascade; end if;
  if to_regnamespace('nowhere') is null then create schema nowhere; end if;
end $$;

-- case: roles, schemas and extensions
do $$ begin
  if not exists (select from pg_roles where rolname = 'reporter') then drop schema private cascade; end if;
  if not exists (select from pg_catalog.pg_roles where rolname = 'auditor') then create role auditor nologin; end if;
  if not exists (select 1 from information_schema.schemata where schema_name = 'private') then create schema wrong; end if;
  if not exists (select 1 from pg_namespace where nspname = 'app') then create schema app; end if;
  if exists (select 1 from pg_extension where extname = 'pgcrypto') then comment on schema private is 'crypto'; end if;
end $$;

-- case: views and kinds of tables
do $$ begin
  if exists (select 1 from information_schema.views where table_name = 'titles') then drop view public.titles; end if;
  if exists (select 1 from pg_matviews where matviewname = 'kept') then drop materialized view public.kept; end if;
  if exists (select 1 from information_schema.tables where table_name = 'kept') then drop schema private cascade; end if;
  if exists (select 1 from pg_views where schemaname = 'public' and viewname = 'kept') then drop schema private cascade; end if;
  if exists (select 1 from pg_class where oid = 'public.reply'::regclass and relkind = 'r' and not relrowsecurity) then
    alter table public.reply enable row level security;
  end if;
end $$;

-- case: publications
do $$ begin
  if not exists (select 1 from pg_publication where pubname = 'feed') then create publication feed for table public.note; end if;
  if not exists (select 1 from pg_publication_tables where pubname = 'feed' and schemaname = 'public' and tablename = 'reply') then
    alter publication feed add table public.reply;
  end if;
  if not exists (
    select 1 from pg_publication_rel pr join pg_publication p on p.oid = pr.prpubid where p.pubname = 'feed' and pr.prrelid = 'public.note'::regclass
  ) then
    drop schema private cascade;
  end if;
end $$;

-- case: buckets
do $$ begin
  if not exists (select 1 from storage.buckets where id = 'there') then
    insert into storage.buckets (id, name) values ('wrong', 'wrong');
  end if;
  if not exists (select 1 from storage.buckets where id = 'avatars') then
    insert into storage.buckets (id, name, public) values ('avatars', 'avatars', true);
  end if;
end $$;

-- case: branches
do $$ declare n integer := 2; begin
  if n = 1 then create table public.one (); elsif n = 2 then
    if not exists (select 1 from pg_tables where tablename = 'two') then create table public.two (); else drop table public.note; end if;
  else
    create table public.three ();
  end if;
  case n when 1 then create table public.four (); when 2, 3 then create table public.five (); else null; end case;
  case when n > 5 then create table public.six (); else create table public.seven (); end case;
end $$;

-- case: a variable holds the answer
do $$ declare is_there boolean; how_many int; begin
  select exists (select 1 from pg_tables where schemaname = 'public' and tablename = 'note') into is_there;
  if is_there then alter table public.note add column seen boolean; end if;
  is_there := exists (select 1 from pg_tables where tablename = 'nothing');
  if not is_there then create table public.nothing (id int); end if;
  select count(*) into how_many from pg_policies where tablename = 'note';
  if how_many = 0 then drop table public.note cascade; elsif how_many = 1 then create table public.one_policy (); end if;
  how_many := (select count(*) from pg_tables where schemaname = 'private');
  if how_many > 0 then drop table private.secret; end if;
end $$;

-- case: FOUND tells
do $$ begin
  perform 1 from pg_type where typname = 'mood';
  if not found then create type public.wrong as enum ('x'); end if;
  perform 1 from pg_type where typname = 'fresh';
  if not found then create type public.fresh as enum ('x'); end if;
end $$;

-- case: what EXECUTE runs
do $$ declare t text := 'note'; q text; begin
  execute 'alter table public.note enable row level security';
  execute format('create policy %I on public.%I for delete to authenticated using (owner_id = (select auth.uid()) and title <> %L)', t || ' delete', t, 'it''s');
  execute 'create index ' || quote_ident(t || '_title') || ' on public.' || t || ' (title)';
  q := 'comment on table public.note is ' || quote_literal('a ' || upper(t));
  execute q;
  execute 'create table public.made (id int primary key, name text not null default ''x'' check (name <> ''''), at timestamptz); create index on public.made (at)';
end $$;

-- case: a function that EXECUTE makes
do $outer$ begin
  execute $make$
    create or replace function public.made(a int) returns boolean language plpgsql stable set search_path = '' as $body$
    begin
      return exists (select 1 from public.note where owner_id = (select auth.uid()));
    end $body$
  $make$;
  execute 'grant execute on function public.made(int) to anon';
  execute 'revoke execute on function public.touch() from public';
end $outer$;

-- case: a loop over an array
do $$ declare t text; tables text[] := array['note', 'reply', 'Odd Table']; begin
  foreach t in array tables loop
    execute format('alter table public.%I enable row level security', t);
    execute format('drop policy if exists %I on public.%I', t || '_all', t);
    execute format('create policy %I on public.%I for all to authenticated using (true) with check (true)', t || '_all', t);
    execute format('revoke all on public.%I from anon', t);
  end loop;
end $$;

-- case: a loop over unnest
do $$ declare t text; r record; begin
  for t in select unnest(array['note', 'reply']) loop
    execute format('create trigger %I before insert on public.%I for each row execute function public.touch()', t || '_new', t);
  end loop;
  for r in select * from unnest(array['note', 'reply']) as name loop
    execute format('alter table public.%I add column if not exists created_at timestamptz not null default now()', r.name);
  end loop;
  for r in select * from (values ('note', 'owner_id'), ('reply', 'note_id')) as pairs (tab, col) loop
    execute format('create index on public.%I (%I desc)', r.tab, r.col);
  end loop;
  for t in select x from unnest('{note,reply}'::text[]) x loop
    execute format('alter table public.%s force row level security', t);
  end loop;
end $$;

-- case: a loop over the tables of a schema
do $$ declare r record; t text; begin
  for r in select tablename from pg_tables where schemaname = 'public' loop
    execute 'alter table public.' || quote_ident(r.tablename) || ' enable row level security';
  end loop;
  for t in select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'rep%' loop
    execute format('grant select on table public.%I to reporter', t);
  end loop;
  for r in select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'private' and c.relkind = 'r' loop
    execute format('alter table %s add column extra int', r.name);
  end loop;
end $$;

-- case: a loop over policies, triggers and constraints that drops them
do $$ declare p record; begin
  for p in select policyname, tablename from pg_policies where schemaname = 'public' and tablename in ('note', 'reply') loop
    execute format('drop policy if exists %I on public.%I', p.policyname, p.tablename);
  end loop;
  for p in (select tgname, tgrelid::regclass as rel from pg_trigger where not tgisinternal and tgname like 'note%') loop
    execute format('drop trigger %I on %s', p.tgname, p.rel);
  end loop;
  for p in select conname from pg_constraint where conrelid = 'public.reply'::regclass and contype = 'f' loop
    execute 'alter table public.reply drop constraint ' || quote_ident(p.conname);
  end loop;
end $$;

-- case: a loop over functions
do $$ declare f record; begin
  for f in
    select p.oid::regprocedure as signature from pg_proc p join pg_namespace n on p.pronamespace = n.oid where n.nspname = 'public' and p.prosecdef
  loop
    execute format('alter function %s set search_path = ''''', f.signature);
  end loop;
  for f in select n.nspname, p.proname, pg_get_function_identity_arguments(p.oid) as args from pg_proc p join pg_namespace n on p.pronamespace = n.oid where n.nspname = 'public' loop
    execute format('revoke execute on function %I.%I(%s) from public, anon', f.nspname, f.proname, f.args);
  end loop;
end $$;

-- case: loops that count, skip and leave
do $$ declare n int := 0; t text; begin
  for i in 1 .. 3 loop execute format('create table public.part_%s (id int)', i); end loop;
  for i in reverse 2 .. 1 loop continue when i = 1; execute format('create index on public.part_%s (id)', i); end loop;
  while n < 2 loop n := n + 1; execute 'alter table public.note add column extra_' || n || ' int'; end loop;
  loop n := n + 1; exit when n > 3; execute format('create table private.t%s ()', n); end loop;
  <<outer>>
  foreach t in array array['a', 'b', 'c'] loop
    for i in 1 .. 2 loop
      continue outer when t = 'b';
      exit outer when t = 'c';
      execute format('create table private.%I ()', t || i);
    end loop;
  end loop;
end $$;

-- case: data changes nothing
do $$ declare r record; n int; begin
  insert into public.note (owner_id) values (gen_random_uuid());
  for r in select id, title from public.note loop
    if r.title is null then update public.note set title = r.id::text where id = r.id; continue; end if;
    delete from public.reply where note_id = r.id;
  end loop;
  select count(*) into n from public.note;
  if n > 100 then raise exception 'too many: %', n; elsif n > 50 then raise notice 'many'; end if;
  get diagnostics n = row_count;
  execute format('update public.%I set title = title', 'note');
  execute 'select count(*) from public.note' into n;
  perform pg_notify('x', n::text);
  create table public.behind (id int);
end $$;

-- case: handlers that do nothing
do $$ begin
  create type public.mood as enum ('other');
exception when duplicate_object then null; end $$;
do $$ begin
  alter table public.note add column body int;
exception when duplicate_column then raise notice 'there'; end $$;
do $$ begin
  alter table public.nothing add column body int;
exception when undefined_table then null; end $$;
do $$ begin
  begin create policy note_read on public.note using (true); exception when others then raise notice '%', sqlerrm; end;
  create policy note_other on public.note for delete using (false);
end $$;

-- case: what a handler undoes, and what it does
do $$ begin
  create table public.undone (id int);
  create table public.note (id int);
exception when duplicate_table then create table public.instead (id int); end $$;
do $$ begin
  begin
    create table public.undone (id int);
    raise exception 'no';
  exception when raise_exception then create table public.raised (id int); end;
  create table public.then_this (id int);
end $$;

-- case: leaving early
do $$ begin
  if exists (select 1 from pg_tables where tablename = 'note') then return; end if;
  drop schema private cascade;
end $$;

-- case: nested blocks with variables of their own
do $$ declare a text := 'x'; begin
  declare b text := a || 'y'; begin execute format('create table public.%I ()', b); end;
  for i in 1 .. 2 loop
    declare
      c text := 'c' || i;
    begin
      execute format('create table public.%I ()', c);
    end;
  end loop;
end $$;

-- case: the search path
do $$ begin
  set local search_path = private;
  create table found_here (id int);
  if to_regclass('secret') is null then drop table public.note cascade; end if;
end $$;

-- case: records and arrays
do $$ declare r record; names text[] := '{}'; begin
  for r in select column_name from information_schema.columns where table_schema = 'public' and table_name = 'reply' and data_type = 'date' loop
    names := array_append(names, r.column_name::text);
  end loop;
  if array_length(names, 1) = 1 and names[1] = 'At' then
    execute format('alter table public.reply rename column %I to at', names[1]);
  end if;
  select relname, relkind into r from pg_class where relname = 'titles';
  if r.relkind = 'v' then execute 'drop view public.' || r.relname; end if;
end $$;

-- case: a string that is put together in a loop
do $$ declare columns text; q text := ''; begin
  select string_agg(quote_ident(column_name), ', ') into columns from information_schema.columns where table_schema = 'public' and table_name = 'titles' and column_name <> 'id';
  execute 'create index on public.note (' || columns || ')';
  for i in 1 .. 2 loop q := q || format('create table public.q%s (id int);', i); end loop;
  execute q;
end $$;

-- case: a text with escapes
do 'begin if not exists (select 1 from pg_type where typname = ''fresh'') then create type public.fresh as enum (''it''''s''); end if; end';

-- case: left joins and sub-selects
do $$ declare r record; begin
  for r in
    select c.relname from pg_class c left join pg_policies p on p.tablename = c.relname and p.schemaname = 'public'
    where c.relnamespace = (select oid from pg_namespace where nspname = 'public') and c.relkind = 'r' and p.policyname is null
  loop
    execute format('create policy nobody on public.%I using (false)', r.relname);
  end loop;
  for r in with own as (select tablename as t from pg_tables where schemaname = 'public') select t from own where t in (select unnest(array['note', 'other'])) loop
    execute format('create policy more on public.%I as restrictive using (true)', r.t);
  end loop;
end $$;
