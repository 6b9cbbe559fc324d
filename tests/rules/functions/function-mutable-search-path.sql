-- message: function count_notes() looks its names up in its caller's search_path; add `set search_path = ''` and qualify them
create function public.naked() returns bigint language sql as 'select count(*) from note'; -- info: function-mutable-search-path
create procedure public.sweep() language plpgsql as $$ begin delete from note; end $$; -- info: function-mutable-search-path
create function public.touch() returns trigger language plpgsql as $$ begin return new; end $$; -- info: function-mutable-search-path
create function public.timed() returns bigint language sql set statement_timeout = '1s' as 'select 1'; -- info: function-mutable-search-path
create function public.stripped() returns bigint language sql set search_path = '' as 'select 1'; -- info: function-mutable-search-path
alter function public.stripped() reset all;
create function public.demoted() returns bigint language sql security definer as 'select 1'; -- info: function-mutable-search-path
alter function public.demoted() security invoker;

-- Set, to whatever it may be.
create function public.empty_path() returns bigint language sql set search_path = '' as 'select 1';
create function public.one_schema() returns bigint language sql set search_path to public as 'select 1';
create function public.mended() returns bigint language sql as 'select 1';
alter function public.mended() set search_path = '';

-- As its owner it is the other rule's.
create function public.definer() returns bigint language sql security definer as 'select 1'; -- error: definer-function-mutable-search-path

-- These look up no names in SQL.
create function public.compiled() returns bigint language c as 'library', 'symbol';
create aggregate public.total(bigint) (sfunc = int8pl, stype = bigint);
