-- message: no index on public.note begins with owner_id, by which policy note_select on public.note looks rows up
create table public.note (id uuid primary key, owner_id uuid, team_id uuid, unique (team_id, owner_id));
create policy a on public.note for select using (owner_id = (select auth.uid())); -- warning: unindexed-policy-column `owner_id = (select auth.uid())`
-- Said once a column.
create policy b on public.note for update using (owner_id = auth.uid());
-- Of several ways to a row each needs one.
create table public.letter (id uuid primary key, "from" uuid, "to" uuid);
create index on public.letter ("from");
create policy a on public.letter for select using ("from" = auth.uid() or "to" = auth.uid()); -- warning: unindexed-policy-column `"to" = auth.uid()`
-- Partial indexes do, others than b-trees do not.
create table public.partial (id uuid primary key, owner_id uuid, other_id uuid, deleted_at timestamptz);
create index on public.partial (owner_id) where deleted_at is null;
create index on public.partial using brin (other_id);
create policy a on public.partial for select using (owner_id = auth.uid());
create policy b on public.partial for delete using (other_id = auth.uid()); -- warning: unindexed-policy-column `other_id = auth.uid()`

-- Sub-queries: no column that ties the table leads an index.
create table public.member (id uuid primary key, team_id uuid, user_id uuid);
create policy d on public.letter for update using (
  exists (select from public.member m where m.team_id = letter.id and m.user_id = auth.uid()) -- warning: unindexed-policy-column `m.team_id = letter.id`
);
create table public.staff (id uuid primary key, user_id uuid);
create policy b on public.letter for update using (
  auth.uid() in (select user_id from public.staff) -- warning: unindexed-policy-column `auth.uid() in (select user_id from public.staff)`
);
-- One of them does.
create table public.keyed (team_id uuid, user_id uuid, primary key (user_id, team_id));
create policy c on public.letter for update using (exists (select from public.keyed k where k.team_id = letter.id and k.user_id = auth.uid()));

-- New rows are looked at one by one.
create table public.inserted (id uuid primary key, owner_id uuid);
create policy a on public.inserted for insert with check (owner_id = auth.uid());
-- Held against nothing that is known before.
create table public.open (id uuid primary key, status text, owner_id uuid);
create policy a on public.open for select using (status = 'open' or owner_id = id);
-- The index of a partitioned table is its partitions' too.
create table public.whole (id uuid, owner_id uuid, primary key (owner_id, id)) partition by hash (owner_id);
create table public.part partition of public.whole for values with (modulus 1, remainder 0);
create policy a on public.whole for select using (owner_id = auth.uid());
create policy a on public.part for select using (owner_id = auth.uid());
create table public.split (id uuid, owner_id uuid) partition by hash (id);
create table public.piece partition of public.split for values with (modulus 1, remainder 0);
create index on public.split (owner_id);
create policy a on public.piece for select using (owner_id = auth.uid());
create table public.bare (id uuid, owner_id uuid) partition by hash (id);
create table public.shard partition of public.bare for values with (modulus 1, remainder 0);
create policy a on public.shard for select using (owner_id = auth.uid()); -- warning: unindexed-policy-column `owner_id = auth.uid()`

-- Fixed later.
create table public.mended (id uuid primary key, owner_id uuid);
create policy a on public.mended for select using (owner_id = auth.uid());
create index on public.mended (owner_id, id);
