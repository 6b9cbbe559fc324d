-- message: both sides are team_id of public.member, so the condition ties the sub-select to nothing; for the column of public.note write note.team_id
create table public.member (id uuid primary key, team_id uuid, user_id uuid, unique (user_id, team_id));
create table public.note (id uuid primary key, owner_id uuid, team_id uuid);
create table public.team (id uuid primary key, name text);
alter table public.note enable row level security;
alter table public.member enable row level security;

create policy a on public.note for select using (
  exists (select 1 from public.member m where m.team_id = m.team_id and m.user_id = auth.uid()) -- error: tautological-condition `m.team_id = m.team_id`
);
create policy b on public.note for select using (
  exists (select 1 from public.member m where m.user_id = auth.uid() and m.team_id = team_id) -- error: tautological-condition `m.team_id = team_id`
);
create policy c on public.note for select using (
  exists (select 1 from public.member where team_id = member.team_id and user_id = auth.uid()) -- error: tautological-condition `team_id = member.team_id`
);
create policy d on public.note for select using (
  exists (select 1 from public.member m where m.id::text = id::text) -- error: tautological-condition `m.id::text = id::text`
);
create policy e on public.note for select using (owner_id = note.owner_id); -- error: tautological-condition `owner_id = note.owner_id`
create policy f on public.note for select using (
  exists (select 1 from public.member m where note.team_id = note.team_id) -- error: tautological-condition `note.team_id = note.team_id`
);
create policy g on public.note for select using (team_id in (select note.team_id from public.member)); -- error: tautological-condition `team_id in (select note.team_id from public.member)`
create policy h on public.note for update using (owner_id = auth.uid())
  with check (exists (select 1 from public.member m where (m.user_id, m.team_id) = (auth.uid(), team_id))); -- error: tautological-condition `(m.user_id, m.team_id) = (auth.uid(), team_id)`
-- A policy on the very table that the sub-query reads.
create policy i on public.member for select using (
  exists (select 1 from public.member m where m.team_id = team_id) -- error: tautological-condition `m.team_id = team_id`
);

-- The row outside, two rows of one table, or two columns.
create policy j on public.note for select using (exists (select 1 from public.member m where m.team_id = note.team_id));
create policy k on public.note for select using (exists (select 1 from public.member m where m.user_id = owner_id));
create policy l on public.note for select using (
  exists (select 1 from public.member m, public.member n where m.team_id = n.team_id and n.user_id = note.owner_id)
);
create policy m on public.note for select using (
  exists (select 1 from public.member m join public.member n using (team_id) where n.user_id = note.owner_id)
);
create policy n on public.note for select using (owner_id = team_id);
create policy o on public.note for select using (exists (select 1 from public.team t where t.id = team_id));
create policy p on public.note for select using (owner_id <> note.owner_id);

-- Fixed.
create policy mended on public.note for select using (exists (select 1 from public.member m where m.team_id = team_id));
alter policy mended on public.note using (exists (select 1 from public.member m where m.team_id = note.team_id));
