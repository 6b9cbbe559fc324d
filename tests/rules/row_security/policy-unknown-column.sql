-- message: public.note has no column user_id, so PostgreSQL refuses the policy
create table public.member (team_id uuid, user_id uuid);
create table public.note (id uuid primary key, owner_id uuid, "Team" uuid);
create view public.teams as select team_id from public.member;
alter table public.note enable row level security;

create policy a on public.note for select using (owner_id = auth.uid() or user_id = auth.uid()); -- error: policy-unknown-column `user_id = auth.uid()`
create policy b on public.note for select using (team = auth.uid()); -- error: policy-unknown-column `team = auth.uid()`
create policy c on public.note for select using (note.user_id = auth.uid()); -- error: policy-unknown-column `note.user_id = auth.uid()`
create policy d on public.note for select using (exists (select from public.member m where m.teamid = "Team")); -- error: policy-unknown-column `exists (select from public.member m where m.teamid = "Team")`
create policy e on public.note for select using (exists (select from public.member where member_id = auth.uid())); -- error: policy-unknown-column `exists (select from public.member where member_id = auth.uid())`
create policy f on public.note for select using ("Team" in (select t.id from public.teams t)); -- error: policy-unknown-column `"Team" in (select t.id from public.teams t)`
create policy g on public.note for insert with check (user_id = auth.uid()); -- error: policy-unknown-column `user_id = auth.uid()`

-- They are there, or are not known not to be.
create policy h on public.note for select using (note.owner_id = auth.uid() or "Team" is null or ctid is null or note is null);
create policy i on public.note for select using (exists (select from public.member m where m.team_id = "Team" and user_id = owner_id));
create policy j on public.note for select using (exists (select from public.elsewhere e where e.anything = something));
create policy k on public.note for select using (exists (select from unnest(array[owner_id]) as u (id) where u.id = auth.uid()));
create policy l on public.note for select using (exists (with m as (select team_id as t from public.member) select from m where m.t = "Team"));
create policy m on public.note for select using (exists (select x.* from public.member as x (a, b) where a = "Team"));
-- A function of the row, written as a column.
create function public.label(note public.note) returns text language sql stable set search_path = '' as $$ select ''::text $$;
create policy n on public.note for select using (note.label = '');

-- It came later, or got the name later.
create table public.late (id uuid primary key, owner uuid);
create policy a on public.late for select using (owner = auth.uid());
alter table public.late rename owner to owner_id;
