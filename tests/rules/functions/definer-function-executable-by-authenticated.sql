-- message: function purge_notes() does the same for every authenticated: it goes past the row security of public.note and never asks who calls
create table public.topic (id bigint primary key, name text not null);
alter table public.topic enable row level security;
create policy topic_select on public.topic for select to anon, authenticated using (true);
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id),
  topic_id bigint references public.topic (id),
  token text unique,
  email text,
  body text
);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
create function public.me() returns uuid language sql stable set search_path = '' as 'select auth.uid()';

alter default privileges revoke execute on functions from public;
alter default privileges grant execute on functions to authenticated;

-- It reads, changes, or does so after other things.
create function public.all_notes() returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note $$; -- warning: definer-function-executable-by-authenticated
create function public.empty_notes() returns void language sql security definer set search_path = '' as $$ update public.note set body = null $$; -- warning: definer-function-executable-by-authenticated
create function public.purge() returns void language plpgsql security definer set search_path = '' as $$ begin if now() > '2030-01-01' then delete from public.note; end if; end $$; -- warning: definer-function-executable-by-authenticated
create function public.search(words text) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where body like '%' || words || '%' $$; -- warning: definer-function-executable-by-authenticated
create procedure public.sweep() language sql security definer set search_path = '' as 'delete from public.note'; -- warning: definer-function-executable-by-authenticated
create function public.standard() returns bigint language sql security definer set search_path = '' -- warning: definer-function-executable-by-authenticated
  begin atomic select count(*) from public.note; end;

-- Everybody may read topics, and so nobody is shown more; but nobody may change them.
create function public.topics() returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.topic $$;
create function public.add_topic(name text) returns void language sql security definer set search_path = '' as $$ insert into public.topic (id, name) values (1, name) $$; -- warning: definer-function-executable-by-authenticated

-- Inside, the current user is the owner; and to be signed in is not to be somebody.
create function public.asks_the_owner() returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where current_user = 'postgres' $$; -- warning: definer-function-executable-by-authenticated
create function public.asks_whether() returns bigint language plpgsql security definer set search_path = '' as $$ begin if (select auth.uid()) is null then raise exception 'no'; end if; return (select count(*) from public.note); end $$; -- warning: definer-function-executable-by-authenticated

-- It asks: directly, in a setting, through a function, in a condition with others.
create function public.mine() returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where owner_id = auth.uid() $$;
create function public.mine_too() returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where owner_id = public.me() $$;
create function public.claimed() returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where owner_id = (current_setting('request.jwt.claims')::json ->> 'sub')::uuid $$;
create function public.checked(id uuid) returns bigint language plpgsql security definer set search_path = '' as $$ begin if auth.uid() is null or auth.uid() <> id then raise exception 'no'; end if; return (select count(*) from public.note); end $$;
create function public.add_note(body text) returns void language sql security definer set search_path = '' as $$ insert into public.note (id, owner_id, body) values (gen_random_uuid(), auth.uid(), body) $$;

-- It is not certain that it does not ask.
create function public.compiled() returns bigint language c security definer set search_path = '' as 'library', 'symbol';
create function public.in_python() returns bigint language plpython3u security definer set search_path = '' as 'return 1';
create function public.calls_python() returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where public.in_python() = 1 $$;
create function public.calls_what_no_file_creates() returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where elsewhere.allowed() $$;
create function public.built() returns bigint language plpgsql security definer set search_path = '' as $$ begin execute 'delete from ' || 'public.note'; return 1; end $$;

-- It touches nothing that is guarded.
create function public.clock() returns bigint language sql security definer set search_path = '' as $$ select extract(epoch from now())::bigint $$;
create table public.setting (name text primary key);
create function public.settings() returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.setting $$;

-- Known miss: what the functions that it calls touch.
create function public.calls_another() returns bigint language sql security definer set search_path = '' as $$ select public.all_notes() $$;

-- A policy calls it, so users have to be able to.
create function public.has_notes() returns boolean language sql security definer set search_path = '' as $$ select exists (select from public.note) $$;
create policy topic_update on public.topic for update to authenticated using (public.has_notes());

-- Not for them, or not to be called.
create function public.for_the_backend() returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note $$;
revoke execute on function public.for_the_backend() from authenticated;
create schema private;
create function private.hidden() returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note $$;
create function public.on_insert() returns trigger language plpgsql security definer set search_path = '' as $$ begin delete from public.note; return new; end $$;
create function public.invoker() returns bigint language sql set search_path = '' as 'select count(*) from public.note';
