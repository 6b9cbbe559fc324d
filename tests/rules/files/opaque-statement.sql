-- message: not understood: DO block: what it runs is only known at run time
create table public.note (id uuid primary key);
do $$ begin execute 'drop table public.' || quote_ident('memo'); end $$; -- info: opaque-statement
call public.unknown(); -- info: opaque-statement
alter table public.note drop column nowhere; -- info: opaque-statement
comment on table public.nowhere is 'Gone'; -- info: opaque-statement
create rule quiet as on insert to public.note do instead nothing; -- info: opaque-statement
drop table public.nowhere; -- info: opaque-statement

-- What a block runs is plain here.
do $$ begin create table public.plain (id uuid primary key); end $$;
drop table if exists public.nowhere;
insert into public.note (id) values (gen_random_uuid());
vacuum public.note;
