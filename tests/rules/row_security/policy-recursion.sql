-- message: policy member_select on public.member reads its own table public.member, without end; let a SECURITY DEFINER function look it up
create role backend bypassrls;
create table public.member (team_id uuid, user_id uuid, primary key (user_id, team_id));
alter table public.member enable row level security;
create policy a on public.member for select to authenticated using (
  exists (select from public.member m where m.team_id = member.team_id and m.user_id = auth.uid()) -- error: policy-recursion `exists (select from public.member m where m.team_id = member.team_id and m.user_id = auth.uid())`
);
create policy b on public.member to backend using (team_id in (select team_id from public.member));
-- Any sub-select in a SELECT policy is enough, while rows are added.
create table public.counted (id uuid primary key, owner_id uuid);
alter table public.counted enable row level security;
create policy a on public.counted for select to authenticated using (owner_id = (select auth.uid()));
create policy b on public.counted for insert to authenticated
  with check ((select count(*) from public.counted) < 10); -- error: policy-recursion `(select count(*) from public.counted) < 10`
-- Without one it is planned once and works.
create table public.bare (id uuid primary key, owner_id uuid);
alter table public.bare enable row level security;
create policy a on public.bare for select to authenticated using (owner_id = auth.uid());
create policy b on public.bare for insert to authenticated with check ((select count(*) from public.bare) < 10);

-- Through each other, for the same role.
create table public.note (id uuid primary key, owner_id uuid);
create table public.share (note_id uuid, user_id uuid);
alter table public.note enable row level security;
alter table public.share enable row level security;
create policy a on public.note for select to authenticated using (
  owner_id = auth.uid()
  or id in (select note_id from public.share where user_id = auth.uid()) -- error: policy-recursion `id in (select note_id from public.share where user_id = auth.uid())`
);
create policy b on public.share for select to authenticated using (
  note_id in (select id from public.note where owner_id = auth.uid()) -- error: policy-recursion `note_id in (select id from public.note where owner_id = auth.uid())`
);
-- For another role, there is no way back.
create table public.draft (id uuid primary key);
create table public.review (draft_id uuid);
alter table public.draft enable row level security;
alter table public.review enable row level security;
create policy a on public.draft for select to authenticated using (id in (select draft_id from public.review));
create policy b on public.review for select to anon using (draft_id in (select id from public.draft));
-- Nor where one of them has no row security.
create table public.open (note_id uuid);
create table public.kept (id uuid primary key);
create policy a on public.open for select to authenticated using (note_id in (select id from public.kept));
alter table public.kept enable row level security;
create policy a on public.kept for select to authenticated using (id in (select note_id from public.open));

-- Through a view that reads as whoever asks; not through one that reads as its owner.
create table public.a (id uuid primary key);
alter table public.a enable row level security;
create view public.a_invoker with (security_invoker = true) as select id from public.a;
create view public.a_owner as select id from public.a;
create policy a on public.a for select to authenticated using (id in (select id from public.a_invoker)); -- error: policy-recursion `id in (select id from public.a_invoker)`
create policy b on public.a for select to anon using (id in (select id from public.a_owner));

-- Through a function that runs as whoever calls; not through one that runs as its definer.
create table public.b (id uuid primary key);
alter table public.b enable row level security;
create function public.b_invoker() returns setof uuid language sql stable set search_path = '' as $$ select id from public.b $$;
create function public.b_definer() returns setof uuid language sql stable security definer set search_path = '' as $$ select id from public.b $$;
create policy a on public.b for select to authenticated using (id in (select public.b_invoker())); -- error: policy-recursion `id in (select public.b_invoker())`
create policy b on public.b for select to anon using (id in (select public.b_definer()));
-- The function's query is another one, to which only the policies for reading are applied.
create policy c on public.b for insert to anon with check (id in (select public.b_invoker()));

-- Fixed.
create table public.mended (id uuid primary key);
alter table public.mended enable row level security;
create policy a on public.mended for select to authenticated using (id in (select id from public.mended));
alter policy a on public.mended using (id = auth.uid());
