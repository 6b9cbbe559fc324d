-- message: view public.title names public.notes, which no file creates; did you mean public.note?
-- file: 10_tables.sql
create schema app;
create table public.note (id uuid primary key, owner_id uuid, title text);
create table public.member (id uuid primary key, team_id uuid);
create table public.team (id uuid primary key);
create table public.label (id uuid primary key);
create table public.badge (id uuid primary key);
create table app.job (id uuid primary key);
create table app.run (id uuid primary key);
create table app.log (id uuid primary key);
create table app.host (id uuid primary key);
create table app.disk (id uuid primary key);
create table public.renamed (id uuid primary key);
create table public.inserted_rows (id uuid primary key);

-- file: 20_uses.sql
create view public.titles as select title from public.notes; -- warning: unknown-relation `select title from public.notes`
create policy team on public.note for select to authenticated
  using (exists (select 1 from public.members m where m.id = owner_id)); -- warning: unknown-relation `exists (select 1 from public.members m where m.id = owner_id)`
alter table public.labels add column n int; -- warning: unknown-relation
create index on public.notes (id); -- warning: unknown-relation
alter table public.note add foreign key (owner_id) references public.elsewhere (id); -- warning: unknown-relation `foreign key (owner_id) references public.elsewhere (id)`
insert into public.elsewhere (id) values (gen_random_uuid()); -- warning: unknown-relation
create function public.count_notes() returns bigint language sql set search_path = ''
  as $$ select count(*) from public.notes $$; -- warning: unknown-relation `select count(*) from public.notes`
create function public.drop_note(id uuid) returns void language plpgsql set search_path = '' as $$
begin
  delete from app.jobs where id = drop_note.id; -- info: unknown-relation
end $$;
-- A body keeps the name that its table had.
create function public.find_old() returns bigint language sql set search_path = ''
  as $$ select count(*) from public.renamed $$; -- warning: unknown-relation `select count(*) from public.renamed`
alter table public.renamed rename to renamed_since;

-- There, the platform's, the server's, an extension's, or in a schema that is made elsewhere.
create view public.found as select n.id from public.note n join auth.users u on u.id = n.owner_id;
create view public.sizes as select relname from pg_class join information_schema.tables on true;
create view public.statements as select * from extensions.pg_stat_statements;
create view public.elsewhere_made as with notes as (select * from public.note) select title from notes;
create view public.mail as select * from mailbox.letter;
alter table mailbox.letter add column n int;
drop table if exists public.nowhere;
-- Made in the body, or given to a trigger.
create function public.collect() returns void language plpgsql set search_path = '' as $$
begin
  create temporary table collected (id uuid);
  insert into collected select id from public.note;
end $$;
create function public.on_insert() returns trigger language plpgsql as $$
begin
  insert into public.badge select id from inserted;
  return null;
end $$;
create trigger t after insert on public.note referencing new table as inserted
  for each statement execute function public.on_insert();
create temporary table passing (id uuid);
insert into passing values (gen_random_uuid());
create table public.passing_too (id uuid primary key);
insert into public.passing_too values (gen_random_uuid());
drop table public.passing_too;
