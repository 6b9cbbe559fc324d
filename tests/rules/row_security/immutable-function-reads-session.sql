-- message: reader() is declared immutable but asks auth.uid(), so a plan that is kept may go on with an old answer; declare it stable
create table public.team (id uuid primary key, owner_id uuid);
create table public.note (id uuid primary key, owner_id uuid, team_id uuid);
alter table public.note enable row level security;

-- A policy that calls it is wrong for the next user: an error. What is not known to be in a policy is a warning.
create function public.reader() returns uuid language sql immutable as $$ select auth.uid() $$; -- error: immutable-function-reads-session `auth.uid()`
create policy note_select on public.note for select to authenticated using (owner_id = (select public.reader()));
create function public.tenant() returns text language sql immutable as 'select current_setting(''app.tenant'', true)'; -- warning: immutable-function-reads-session
create function public.whoever() returns text language plpgsql immutable as $$ begin return current_user::text; end $$; -- warning: immutable-function-reads-session `current_user`
create function public.transitive() returns boolean language sql immutable as $$ select public.steady() is null $$; -- warning: immutable-function-reads-session `public.steady()`
create function public.steady() returns uuid language sql stable as $$ select auth.uid() $$;
create function public."By Standard"() returns uuid language sql immutable return auth.uid(); -- warning: immutable-function-reads-session `auth.uid()`

-- Tables change too: a warning, even in a policy.
create function public.owner_of(team uuid) returns uuid language sql immutable as $$ select owner_id from public.team where id = team $$; -- warning: immutable-function-reads-session
create policy note_team on public.note for select to authenticated using (owner_id = public.owner_of(team_id));

-- Declared so later.
create function public.hardened() returns uuid language sql stable as $$ select auth.uid() $$; -- warning: immutable-function-reads-session `auth.uid()`
alter function public.hardened() immutable;

-- Immutable ones that compute, and stable ones that ask.
create function public.initials(name text) returns text language sql immutable as $$ select upper(left(name, 1)) $$;
create function public.asks() returns uuid language sql stable as $$ select auth.uid() $$;
create function public.computes(x integer) returns integer language plpgsql immutable as $$ begin return x + 1; end $$;
create function public.unread() returns integer language c immutable as 'x', 'y';

-- Known miss: dynamic SQL whose text is put together at run time.
create function public.dynamic(t text) returns bigint language plpgsql immutable
  as $$ declare n bigint; begin execute 'select count(*) from ' || quote_ident(t) into n; return n; end $$;

-- Fixed.
create function public.mended() returns uuid language sql immutable as $$ select auth.uid() $$;
alter function public.mended() stable;
