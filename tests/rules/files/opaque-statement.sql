-- message: not understood: DO block: a loop depends on rows of public.note
create table public.note (id uuid primary key);
do $$ begin
  if exists (select 1 from public.note) then -- info: opaque-statement `exists (select 1 from public.note)`
    alter table public.note add column filled boolean;
  end if;
  execute (select id::text from public.note); -- info: opaque-statement `(select id::text from public.note)`
end $$;
call public.unknown(); -- info: opaque-statement
alter table public.note drop column nowhere; -- info: opaque-statement
comment on table public.nowhere is 'Gone'; -- info: opaque-statement
create rule quiet as on insert to public.note do instead nothing; -- info: opaque-statement
drop table public.nowhere; -- info: opaque-statement

-- What a block runs is plain here.
do $$ begin create table public.plain (id uuid primary key); end $$;
do $$ begin
  if not exists (select 1 from pg_tables where tablename = 'plain') then create table public.plain (); end if;
  execute 'drop table public.' || quote_ident('plain');
  for n in 1 .. 2 loop delete from public.note where id is null; end loop;
end $$;
drop table if exists public.nowhere;
insert into public.note (id) values (gen_random_uuid());
vacuum public.note;
