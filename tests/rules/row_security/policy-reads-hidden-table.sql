-- message: row security hides every row of public.member from authenticated, so the sub-query never finds one
create role backend bypassrls;
create table public.member (team_id uuid, user_id uuid, primary key (user_id, team_id));
alter table public.member enable row level security;
create policy add on public.member for insert to authenticated with check (user_id = auth.uid());
create table public.note (id uuid primary key, owner_id uuid, team_id uuid);
alter table public.note enable row level security;

create policy a on public.note for select to authenticated using (
  owner_id = auth.uid()
  or team_id in (select team_id from public.member) -- error: policy-reads-hidden-table `team_id in (select team_id from public.member)`
);
create policy b on public.note for insert with check (not exists (select from public.member m where m.team_id = note.team_id)); -- error: policy-reads-hidden-table `exists (select from public.member m where m.team_id = note.team_id)`
-- The platform's users are nobody's to read.
create policy c on public.note for select to authenticated using (exists (select from auth.users u where u.id = auth.uid())); -- error: policy-reads-hidden-table `exists (select from auth.users u where u.id = auth.uid())`
-- A table on which something is granted, but not this.
create table public.granted (team_id uuid, user_id uuid);
grant insert on public.granted to authenticated;
create policy d on public.note for select to authenticated using (team_id in (select team_id from public.granted)); -- error: policy-reads-hidden-table `team_id in (select team_id from public.granted)`
-- For one of its roles only, as is usual.
create table public.seen (team_id uuid, user_id uuid);
alter table public.seen enable row level security;
create policy own on public.seen for select to authenticated using (user_id = auth.uid());
create policy e on public.note for select to anon, authenticated using (team_id in (select team_id from public.seen));
create policy f on public.note for select to anon using (team_id in (select team_id from public.seen)); -- error: policy-reads-hidden-table `team_id in (select team_id from public.seen)`
create policy g on public.note for select using (team_id in (select team_id from public.seen));

-- Whoever bypasses row security sees it, and so does a function that runs as its definer.
create policy h on public.note for select to backend using (team_id in (select team_id from public.member));
create function public.my_teams() returns setof uuid language sql stable security definer set search_path = '' as $$
  select team_id from public.member where user_id = (select auth.uid())
$$;
create policy i on public.note for select to authenticated using (team_id in (select public.my_teams()));
-- Without row security, with a policy for all commands, or granted by column.
create table public.open (team_id uuid);
create policy j on public.note for select to authenticated using (team_id in (select team_id from public.open));
create table public.whole (team_id uuid, user_id uuid);
alter table public.whole enable row level security;
create policy own on public.whole to authenticated using (user_id = auth.uid());
grant select (team_id) on public.whole to authenticated;
create policy k on public.note for select to authenticated using (team_id in (select team_id from public.whole));

-- Fixed by a later statement.
create table public.late (team_id uuid, user_id uuid);
alter table public.late enable row level security;
create policy l on public.note for select to authenticated using (team_id in (select team_id from public.late));
create policy own on public.late for select to authenticated using (user_id = auth.uid());

-- Known miss: what a SECURITY INVOKER function reads.
create function public.teams() returns setof uuid language sql stable set search_path = '' as $$ select team_id from public.member $$;
create policy m on public.note for select to authenticated using (team_id in (select public.teams()));
