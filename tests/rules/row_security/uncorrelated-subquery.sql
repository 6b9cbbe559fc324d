-- message: the sub-query on public.team is the same for every row of public.note; hold its id against note.team_id
create table public.team (id uuid primary key, owner_id uuid not null);
create table public.member (team_id uuid references public.team (id), user_id uuid, role text, primary key (team_id, user_id));
create table public.person (id uuid primary key, role text, org_id uuid);
create table public.admin (user_id uuid, role text);
create table public.note (
  id uuid primary key,
  owner_id uuid not null references public.person (id),
  team_id uuid references public.team (id),
  org_id uuid
);
create table public.share (note_id uuid references public.note (id), user_id uuid);
alter table public.note enable row level security;

-- A column of the same name, a key to the other table, a key from it.
create policy a on public.note for select using (exists (select from public.member where user_id = auth.uid())); -- error: uncorrelated-subquery `exists (select from public.member where user_id = auth.uid())`
create policy b on public.note for select using (exists (select from public.team where owner_id = auth.uid())); -- error: uncorrelated-subquery `exists (select from public.team where owner_id = auth.uid())`
create policy c on public.note for select using (exists (select from public.share where user_id = (select auth.uid()))); -- error: uncorrelated-subquery `exists (select from public.share where user_id = (select auth.uid()))`
create policy d on public.note for update using (auth.uid() in (select user_id from public.member)); -- error: uncorrelated-subquery `auth.uid() in (select user_id from public.member)`
create policy e on public.note for delete using (
  owner_id = auth.uid()
  or exists (select from public.member m join public.team t on t.id = m.team_id where m.user_id = auth.uid()) -- error: uncorrelated-subquery `exists (select from public.member m join public.team t on t.id = m.team_id where m.user_id = auth.uid())`
);
create policy f on public.note for insert with check (exists (select from public.member where user_id = auth.uid() and role = 'admin')); -- error: uncorrelated-subquery `exists (select from public.member where user_id = auth.uid() and role = 'admin')`

-- It refers to the row.
create policy g on public.note for select using (exists (select from public.member m where m.team_id = note.team_id and m.user_id = auth.uid()));
create policy h on public.note for select using (team_id in (select team_id from public.member where user_id = auth.uid()));
create policy i on public.note for select using (team_id = any (array(select team_id from public.member where user_id = auth.uid())));
create policy j on public.note for select using (team_id = (select team_id from public.member where user_id = auth.uid() limit 1));
create policy k on public.note for select using (exists (select from public.member where user_id = owner_id));

-- A role: in a table without a link, or of which everybody has one row.
create policy l on public.note for select using (exists (select from public.admin where user_id = auth.uid() and role = 'admin'));
create policy m on public.note for select using (exists (select from public.person where id = auth.uid() and role = 'admin'));
-- One team, named.
create policy n on public.note for select using (exists (
  select from public.member where user_id = auth.uid() and team_id = '00000000-0000-0000-0000-000000000001'
));
create table public.crew (team_id uuid, user_id uuid);
create policy s on public.note for select using (exists (
  select from public.crew where user_id = auth.uid() and team_id = '00000000-0000-0000-0000-000000000001'
));
-- It takes away, or does not ask who asks.
create policy o on public.note for select using (not exists (select from public.member where user_id = auth.uid() and role = 'banned'));
create policy p on public.note as restrictive for select using (exists (select from public.member where user_id = auth.uid()));
create policy q on public.note for select using (exists (select from public.member where role = 'open'));

-- Fixed.
create policy mended on public.note for select using (exists (select from public.member where user_id = auth.uid()));
alter policy mended on public.note using (exists (select from public.member m where m.user_id = auth.uid() and m.team_id = note.team_id));

-- Known miss: everybody has one row, and its column says of which organization.
create policy r on public.note for select using (exists (select from public.person where id = auth.uid() and org_id is not null));
