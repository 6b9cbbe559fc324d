-- message: function list_notes(uuid) picks rows of public.note by its argument p_owner_id, as its owner, and never asks who calls: authenticated may name anybody's
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

-- A key, however the argument is named and compared.
create function public.by_owner(p_owner uuid) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where owner_id = p_owner $$; -- error: definer-function-trusts-argument
create function public.by_key(p_id uuid) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note as n where by_key.p_id = n.id $$; -- error: definer-function-trusts-argument
create function public.by_number(uuid) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where id = $1 $$; -- error: definer-function-trusts-argument
create function public.by_numbered_name(p_id uuid) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where id = $1 $$; -- error: definer-function-trusts-argument
create function public.by_list(p_ids uuid[]) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where id = any (p_ids) $$; -- error: definer-function-trusts-argument
create function public.by_topic(p_topic bigint) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where topic_id is not distinct from p_topic $$; -- error: definer-function-trusts-argument
create function public.by_email(p_email text) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where email = p_email $$; -- error: definer-function-trusts-argument
create function public.by_cast(p_id text) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where id = p_id::uuid $$; -- error: definer-function-trusts-argument
create function public.by_subquery(p_owner uuid) returns text language sql security definer set search_path = '' as $$ select name from public.topic where id in (select topic_id from public.note where owner_id = p_owner) $$; -- error: definer-function-trusts-argument
create function public.by_assignment(p_id uuid) returns bigint language plpgsql security definer set search_path = '' as $$ declare n bigint := 0; begin n := (select count(*) from public.note where id = p_id); return n; end $$; -- error: definer-function-trusts-argument
create function public.by_loop(p_id uuid) returns bigint language plpgsql security definer set search_path = '' as $$ declare r record; begin for r in select * from public.note where id = p_id loop return 1; end loop; return 0; end $$; -- error: definer-function-trusts-argument
create function public.drop_note(p_id uuid) returns void language sql security definer set search_path = '' as $$ delete from public.note where id = p_id $$; -- error: definer-function-trusts-argument
create procedure public.close_note(p_id uuid) language sql security definer set search_path = '' as 'update public.note set body = null where id = p_id'; -- error: definer-function-trusts-argument
create function public."Quoted"("P Id" uuid) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where id = "P Id" $$; -- error: definer-function-trusts-argument
create function public.standard(p_id uuid) returns bigint language sql security definer set search_path = '' -- error: definer-function-trusts-argument
  return (select count(*) from public.note where id = p_id);

-- A table of the platform.
create function public.email_of(p_id uuid) returns text language sql security definer set search_path = '' as $$ select email from auth.users where id = p_id $$; -- error: definer-function-trusts-argument

-- Written where it says whose row it is.
create table public.profile (id uuid primary key references auth.users (id));
create table public.log (id bigint generated always as identity primary key, profile_id uuid references public.profile (id), note text);
alter table public.log enable row level security;
create function public.add_note(p_owner uuid) returns void language sql security definer set search_path = '' as $$ insert into public.note (id, owner_id) values (gen_random_uuid(), p_owner) $$; -- error: definer-function-trusts-argument
create function public.add_log(p_profile uuid) returns void language sql security definer set search_path = '' as $$ insert into public.log (profile_id) select p_profile $$; -- error: definer-function-trusts-argument
create function public.give_away(p_owner uuid) returns void language sql security definer set search_path = '' as $$ update public.note set owner_id = p_owner where body is null $$; -- error: definer-function-trusts-argument
create function public.in_with(p_owner uuid) returns bigint language sql security definer set search_path = '' as $$ with added as (insert into public.note (id, owner_id) values (gen_random_uuid(), p_owner) returning id) select count(*) from added $$; -- error: definer-function-trusts-argument
create function public.add_text(p_text text) returns void language sql security definer set search_path = '' as $$ insert into public.log (note) values (p_text) $$;
create function public.add_about(p_topic bigint) returns void language sql security definer set search_path = '' as $$ insert into public.note (id, topic_id) values (gen_random_uuid(), p_topic) $$;

-- Whether somebody is signed in says nothing, and nor does the current user.
create function public.asks_whether(p_id uuid) returns bigint language plpgsql security definer set search_path = '' as $$ begin if auth.uid() is null then raise exception 'no'; end if; return (select count(*) from public.note where id = p_id); end $$; -- error: definer-function-trusts-argument
create function public.asks_the_owner(p_id uuid) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where id = p_id and current_user <> 'anon' $$; -- error: definer-function-trusts-argument

-- It asks, somewhere, or through a function.
create function public.asks(p_id uuid) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where id = p_id and owner_id = auth.uid() $$;
create function public.asks_a_function(p_id uuid) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where id = p_id and owner_id = public.me() $$;
create function public.asks_first(p_id uuid) returns bigint language plpgsql security definer set search_path = '' as $$ begin if p_id is distinct from auth.uid() then raise exception 'no'; end if; return (select count(*) from public.note where owner_id = p_id); end $$;
create function public.asks_for_the_role(p_id uuid) returns bigint language plpgsql security definer set search_path = '' as $$ begin if auth.role() <> 'service_role' then raise exception 'no'; end if; return (select count(*) from public.note where id = p_id); end $$;

-- What it is compared with names no rows, is as good as a password, or may be read by everybody.
create function public.by_body(p_body text) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where body = p_body $$;
create function public.by_token(p_token text) returns text language sql security definer set search_path = '' as $$ select body from public.note where token = p_token $$;
create function public.by_public_key(p_id bigint) returns text language sql security definer set search_path = '' as $$ select name from public.topic where id = p_id $$;
create function public.limited(p_limit bigint) returns bigint language sql security definer set search_path = '' as $$ select count(*) from (select from public.note limit p_limit) as some $$;
create function public.column_of_the_same_name(owner_id uuid) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where owner_id = owner_id $$;

-- It is not certain that it does not ask.
create function public.in_python(p_id uuid) returns bigint language plpython3u security definer set search_path = '' as 'return 1';
create function public.calls_what_no_file_creates(p_id uuid) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where id = p_id and elsewhere.allowed() $$;
create function public.calls_python(p_id uuid) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where id = p_id and public.in_python(p_id) = 1 $$;
create function public.built(p_id uuid) returns bigint language plpgsql security definer set search_path = '' as $$ begin execute 'select 1'; return (select count(*) from public.note where id = p_id); end $$;
create function public.not_parsed(p_id uuid) returns bigint language plpgsql security definer set search_path = '' as $$ begin selec $$;

-- A policy asks it, and it answers yes or no: for information.
create function public.has_notes(p_owner uuid) returns boolean language sql security definer set search_path = '' as $$ select exists (select from public.note where owner_id = p_owner) $$; -- info: definer-function-trusts-argument
create function public.has_notes(p_owner uuid, p_topic bigint) returns boolean language sql security definer set search_path = '' as $$ select exists (select from public.note where owner_id = p_owner and topic_id = p_topic) $$; -- error: definer-function-trusts-argument
create function public.notes_seen(p_owner uuid) returns boolean language sql security definer set search_path = '' as $$ update public.note set body = 'seen' where owner_id = p_owner returning true $$; -- error: definer-function-trusts-argument
create policy topic_seen on public.topic for update to authenticated using (public.notes_seen((select auth.uid())));
create policy topic_update on public.topic for update to authenticated using (public.has_notes((select auth.uid())));

-- Known miss: through a variable.
create function public.by_variable(p_id uuid) returns bigint language plpgsql security definer set search_path = '' as $$ declare v uuid := p_id; begin return (select count(*) from public.note where id = v); end $$;

-- Not for clients, or not as its owner.
create function public.for_the_backend(p_id uuid) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where id = p_id $$;
revoke execute on function public.for_the_backend(uuid) from public;
create schema private;
create function private.hidden(p_id uuid) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where id = p_id $$;
create function public.invoker(p_id uuid) returns bigint language sql set search_path = '' as 'select count(*) from public.note where id = p_id';
create function public.demoted(p_id uuid) returns bigint language sql security definer set search_path = '' as $$ select count(*) from public.note where id = p_id $$;
alter function public.demoted(uuid) security invoker;
