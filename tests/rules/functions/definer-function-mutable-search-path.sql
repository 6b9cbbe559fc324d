-- message: function count_notes() runs as its owner but with its caller's search_path; add `set search_path = ''` and qualify its names
create function public.naked() returns bigint language sql security definer as 'select count(*) from note'; -- error: definer-function-mutable-search-path
create procedure public.sweep() language plpgsql security definer as $$ begin delete from note; end $$; -- error: definer-function-mutable-search-path
create function public.touch() returns trigger language plpgsql security definer as $$ begin return new; end $$; -- error: definer-function-mutable-search-path

-- Another setting is no search_path.
create function public.timed() returns bigint language sql security definer set statement_timeout = '1s' as 'select 1'; -- error: definer-function-mutable-search-path

-- Turned into one, or stripped of its setting, later.
create function public.promoted() returns bigint language sql as 'select 1'; -- error: definer-function-mutable-search-path
alter function public.promoted() security definer;
create function public.stripped() returns bigint language sql security definer set search_path = '' as 'select 1'; -- error: definer-function-mutable-search-path
alter function public.stripped() reset search_path;

-- It runs with its caller's rights, so its caller fools nobody else.
create function public.invoker() returns bigint language sql as 'select count(*) from note';
create function public.demoted() returns bigint language sql security definer as 'select 1';
alter function public.demoted() security invoker;

-- Set, to whatever it may be.
create function public.empty_path() returns bigint language sql security definer set search_path = '' as 'select 1';
create function public.one_schema() returns bigint language sql set search_path to public security definer as 'select 1';
create function public.current_path() returns bigint language sql security definer set search_path from current as 'select 1';
create function public.mended() returns bigint language sql security definer as 'select 1';
alter function public.mended() set search_path = '';
create or replace function public.replaced() returns bigint language sql security definer as 'select 1';
create or replace function public.replaced() returns bigint language sql security definer set search_path = '' as 'select 1';

-- C looks up no names in SQL.
create function public.compiled() returns bigint language c security definer as 'library', 'symbol';
