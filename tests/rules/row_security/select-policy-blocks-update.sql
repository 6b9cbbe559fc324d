-- message: every SELECT policy of public.note asks for a state of deleted_at, which this policy lets change; an UPDATE that changes it fails, since the new row is hidden
create table public.note (id uuid primary key, owner_id uuid, status text, deleted_at timestamptz, archived boolean);
alter table public.note enable row level security;
create policy shown on public.note for select to authenticated
  using (owner_id = auth.uid() and deleted_at is null and status = 'live' and archived is false);
create policy a on public.note for update to authenticated using (owner_id = auth.uid() and status = 'live') with check (owner_id = auth.uid() and archived is false and status = 'live'); -- info: select-policy-blocks-update
-- USING is the check too.
create policy b on public.note for update to authenticated using (owner_id = auth.uid() and deleted_at is null and not archived and status <> '');
create policy c on public.note for update to authenticated using (deleted_at is null and status = 'live' and not archived) with check (owner_id = auth.uid() and deleted_at is null and status = 'live'); -- info: select-policy-blocks-update

-- Some policy shows the row in every state.
create table public.shown (id uuid primary key, owner_id uuid, deleted_at timestamptz);
alter table public.shown enable row level security;
create policy live on public.shown for select to authenticated using (deleted_at is null);
create policy own on public.shown for select to authenticated using (owner_id = auth.uid());
create policy a on public.shown for update to authenticated using (owner_id = auth.uid());
-- For another role.
create table public.apart (id uuid primary key, owner_id uuid, deleted_at timestamptz);
alter table public.apart enable row level security;
create policy live on public.apart for select to anon using (deleted_at is null);
create policy own on public.apart for select to authenticated using (owner_id = auth.uid());
create policy a on public.apart for update to authenticated using (owner_id = auth.uid());
-- The role may not change the column.
create table public.fixed (id uuid primary key, owner_id uuid, body text, deleted_at timestamptz);
alter table public.fixed enable row level security;
create policy live on public.fixed for select to authenticated using (owner_id = auth.uid() and deleted_at is null);
create policy a on public.fixed for update to authenticated using (owner_id = auth.uid());
grant update (body) on public.fixed to authenticated;
-- One state of two.
create table public.either (id uuid primary key, owner_id uuid, deleted_at timestamptz);
alter table public.either enable row level security;
create policy live on public.either for select to authenticated using (owner_id = auth.uid() or deleted_at is null);
create policy a on public.either for update to authenticated using (owner_id = auth.uid());

-- Known miss: a boolean that stands by itself.
create table public.bare (id uuid primary key, owner_id uuid, archived boolean);
alter table public.bare enable row level security;
create policy live on public.bare for select to authenticated using (owner_id = auth.uid() and not archived);
create policy a on public.bare for update to authenticated using (owner_id = auth.uid());

-- Fixed.
create table public.mended (id uuid primary key, owner_id uuid, deleted_at timestamptz);
alter table public.mended enable row level security;
create policy live on public.mended for select to authenticated using (deleted_at is null);
create policy a on public.mended for update to authenticated using (owner_id = auth.uid());
alter policy live on public.mended using (owner_id = auth.uid());
