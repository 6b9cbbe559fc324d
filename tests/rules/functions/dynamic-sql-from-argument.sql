-- message: function notes_with(text) runs, as its owner, SQL into which its argument p_column is written unquoted; pass it with USING, or quote it with %L or %I
create type public.mood as enum ('good', 'bad');
create domain public.short_text as text;

-- However it gets there.
create function public.joined(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute 'select ' || p; -- error: dynamic-sql-from-argument `'select ' || p`
end $$;
create function public.numbered(text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute 'select ' || $1; -- error: dynamic-sql-from-argument `'select ' || $1`
end $$;
create function public.qualified(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute 'select ' || qualified.p; -- error: dynamic-sql-from-argument `'select ' || qualified.p`
end $$;
create function public.formatted(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute format('select %s', p); -- error: dynamic-sql-from-argument `format('select %s', p)`
end $$;
create function public.second(p text, q text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute format('select %I, %s', p, q); -- error: dynamic-sql-from-argument `format('select %I, %s', p, q)`
end $$;
create function public.positioned(p text, q text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute format('select %2$s, %1$I', p, q); -- error: dynamic-sql-from-argument `format('select %2$s, %1$I', p, q)`
end $$;
create function public.of_json(p jsonb) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute 'select ' || (p ->> 'column'); -- error: dynamic-sql-from-argument `'select ' || (p ->> 'column')`
end $$;
create function public.of_domain(p public.short_text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute 'select ' || p; -- error: dynamic-sql-from-argument `'select ' || p`
end $$;
create function public.of_list(p text[]) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute 'select ' || array_to_string(p, ', '); -- error: dynamic-sql-from-argument `'select ' || array_to_string(p, ', ')`
end $$;
create function public.through_variable(p text) returns void language plpgsql security definer set search_path = '' as $$ declare v text; begin
  v := 'select ' || p; v := v || ' limit 1'; execute v || ' '; -- error: dynamic-sql-from-argument `v || ' '`
end $$;
create function public.through_default(p text) returns void language plpgsql security definer set search_path = '' as $$ declare v text := 'select ' || p; begin
  execute v || ' '; -- error: dynamic-sql-from-argument `v || ' '`
end $$;
create function public.in_a_loop(p text) returns void language plpgsql security definer set search_path = '' as $$ declare r record; begin
  for r in execute 'select ' || p loop null; end loop; -- error: dynamic-sql-from-argument `'select ' || p`
end $$;
create function public.returned(p text) returns setof bigint language plpgsql security definer set search_path = '' as $$ begin
  return query execute 'select ' || p; -- error: dynamic-sql-from-argument `'select ' || p`
end $$;
create function public.as_its_caller(p text) returns void language plpgsql set search_path = '' as $$ begin
  execute 'select ' || p; -- error: dynamic-sql-from-argument `'select ' || p`
end $$;
create function public.only_not_empty(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  if p <> '' then execute 'select ' || p; end if; -- error: dynamic-sql-from-argument `'select ' || p`
end $$;

-- Two places are two findings.
create function public.twice(p text, q text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute 'select ' || p; execute 'delete from ' || q; -- error: dynamic-sql-from-argument `'select ' || p`, dynamic-sql-from-argument `'delete from ' || q`
end $$;

-- Quoted, or never read as SQL.
create function public.quoted(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute 'select ' || quote_ident(p) || quote_literal(p);
end $$;
create function public.quoted_by_format(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute format('select %I where x = %L and ''100%%s'' <> ''''', p, p);
end $$;
create function public.passed(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute 'select $1' using p;
end $$;
create function public.quoted_before(p text) returns void language plpgsql security definer set search_path = '' as $$ declare v text := quote_ident(p); begin
  execute 'select ' || v;
end $$;
create function public.cast_first(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute 'select * from ' || p::regclass;
end $$;
create function public.chosen(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute 'select * from t order by ' || case p when 'name' then 'name' else 'id' end;
end $$;

-- No text.
create function public.counted(p bigint, q uuid, r public.mood, s boolean) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute 'select ' || p || q || r || s;
end $$;
create function public.measured(p text) returns void language plpgsql security definer set search_path = '' as $$ declare n int := length(p); begin
  execute 'select ' || n;
end $$;

-- It may let nothing else pass.
create function public.listed(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  if p not in ('id', 'name') then raise exception 'no'; end if; execute 'select ' || p;
end $$;
create function public.of_a_form(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  if p !~ '^[a-z]+$' then raise exception 'no'; end if; execute 'select ' || p;
end $$;
create function public.looked_for(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  if exists (select from information_schema.columns where column_name = p) then execute 'select ' || p; end if;
end $$;
-- Known miss: it is asked for one value, and every other passes.
create function public.asked(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  if p = 'id' then p := 'name'; end if; execute 'select ' || p;
end $$;
-- Known miss: a function of one's own may quote, or not.
create function public.handed_on(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute public.built(p);
end $$;

-- Nothing of it is the caller's.
create function public.constant() returns void language plpgsql security definer set search_path = '' as $$ begin
  execute 'select 1';
end $$;
create function public.own_variable(p text) returns void language plpgsql security definer set search_path = '' as $$ declare v text := 'select 1'; begin
  execute v;
end $$;
create function public.on_insert() returns trigger language plpgsql security definer set search_path = '' as $$ begin
  execute 'select ' || tg_table_name; return new;
end $$;
create function public.for_the_owner(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute p;
end $$;
revoke execute on function public.for_the_owner(text) from public;

-- Fixed.
create function public.mended(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute 'select ' || p;
end $$;
create or replace function public.mended(p text) returns void language plpgsql security definer set search_path = '' as $$ begin
  execute 'select ' || quote_ident(p);
end $$;
