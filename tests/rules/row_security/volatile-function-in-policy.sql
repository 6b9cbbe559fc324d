-- message: public.may_read() is volatile, so policy note_select runs it for every row; a function that only reads is STABLE
create function public.reader() returns uuid language sql as $$ select auth.uid() $$;
create function public.stated() returns uuid language sql volatile as $$ select auth.uid() $$;
create function public.member_of(team uuid) returns boolean language plpgsql security definer set search_path = ''
  as $$ begin return exists (select 1 from auth.users where id = team); end $$;
create function public.member_of(team uuid, role text) returns boolean language sql stable as $$ select true $$;
create function public."Logged"() returns boolean language sql as $$ select setval('s', 1) > 0 $$;
create function public.steady() returns uuid language sql stable as $$ select auth.uid() $$;
create function public.fixed(x integer) returns integer language sql immutable as $$ select x $$;
create function public.mended() returns uuid language sql as $$ select auth.uid() $$;
create schema app;
create function app.reader() returns uuid language sql stable as $$ select auth.uid() $$;

create table public.note (id uuid primary key, owner_id uuid, team_id uuid, size integer, due timestamptz);
alter table public.note enable row level security;
create policy a on public.note for select to authenticated using (owner_id = public.reader()); -- warning: volatile-function-in-policy `public.reader()`
create policy b on public.note for select to authenticated using (owner_id = reader()); -- warning: volatile-function-in-policy `reader()`
create policy c on public.note for update to authenticated using (owner_id = auth.uid()) with check (owner_id = public.stated()); -- warning: volatile-function-in-policy `public.stated()`
create policy d on public.note for select to authenticated using (public.member_of(team_id)); -- warning: volatile-function-in-policy `public.member_of(team_id)`
create policy e on public.note for select to authenticated using (public."Logged"()); -- warning: volatile-function-in-policy `public."Logged"()`

-- Built in.
create policy f on public.note for select to authenticated using (random() < 0.5); -- warning: volatile-function-in-policy `random()`
create policy g on public.note for select to authenticated using (due > clock_timestamp()); -- warning: volatile-function-in-policy `clock_timestamp()`
create policy h on public.note for insert to authenticated with check (id <> pg_catalog.gen_random_uuid()); -- warning: volatile-function-in-policy `pg_catalog.gen_random_uuid()`

-- A restrictive policy runs it as often.
create policy i on public.note as restrictive for select to authenticated using (public.reader() is not null); -- warning: volatile-function-in-policy `public.reader()`

-- Alone in a sub-select it runs once; inside one that depends on the row it does not.
create policy j on public.note for select to authenticated using (owner_id = (select public.reader()));
create policy k on public.note for select to authenticated using ((select public.member_of(team_id))); -- warning: volatile-function-in-policy `public.member_of(team_id)`

-- Stable and immutable ones, another function of the same name, and what PostgreSQL and the platform bring.
create policy l on public.note for select to authenticated using (owner_id = public.steady());
create policy m on public.note for select to authenticated using (public.fixed(size) > 1);
create policy n on public.note for select to authenticated using (public.member_of(team_id, 'admin'));
create policy o on public.note for select to authenticated using (owner_id = app.reader());
create policy p on public.note for select to authenticated using (owner_id = auth.uid() and due > now());
create policy q on storage.objects for select to authenticated using (bucket_id = 'a' and storage.filename(name) = 'x');

-- Known miss: a stable function that calls a volatile one.
create function public.outer_reader() returns uuid language sql stable as $$ select public.reader() $$;
create policy r on public.note for select to authenticated using (owner_id = public.outer_reader());

-- Fixed later.
create policy s on public.note for select to authenticated using (owner_id = public.mended());
alter function public.mended() stable;
