-- message: authenticated can read every row of public.note whose owner_id is null; make owner_id NOT NULL, or mark the rows that are for all
create role backend bypassrls;
create table public.note (id uuid primary key, owner_id uuid, team_id uuid, body text);
alter table public.note enable row level security;

create policy a on public.note for select using (owner_id is null or owner_id = auth.uid()); -- warning: unowned-rows-shared `owner_id is null`
create policy b on public.note for update to authenticated using (coalesce(owner_id = auth.uid(), true)) with check (owner_id = auth.uid()); -- warning: unowned-rows-shared `coalesce(owner_id = auth.uid(), true)`
create policy c on public.note for delete to authenticated using ((owner_id = auth.uid()) is not false); -- warning: unowned-rows-shared `(owner_id = auth.uid()) is not false`
create policy d on public.note to authenticated
  using (owner_id = auth.uid())
  with check (owner_id = auth.uid() or owner_id is null); -- warning: unowned-rows-shared `owner_id is null`
-- The owner is known from another policy.
create policy e on public.note for select to authenticated using (body = '' or owner_id is null); -- warning: unowned-rows-shared `owner_id is null`

-- Not the owner, not alone, or not for users.
create policy f on public.note for select to authenticated using (team_id is null or owner_id = auth.uid());
create policy g on public.note for select to authenticated using (owner_id is null and body = 'shared');
create policy h on public.note to backend using (owner_id is null or owner_id = auth.uid());
create policy i on public.note as restrictive to authenticated using (owner_id is null or owner_id = auth.uid());

-- Quoted names, and a table of another schema of the same name.
create schema app;
create table app.note (id uuid primary key, "Owner" uuid);
alter table app.note enable row level security;
create policy a on app.note for select using ("Owner" is null or "Owner" = (select auth.uid())); -- warning: unowned-rows-shared `"Owner" is null`

-- Fixed: there is no such row.
create table public.kept (id uuid primary key, owner_id uuid not null);
alter table public.kept enable row level security;
create policy a on public.kept for select using (owner_id is null or owner_id = auth.uid());
create table public.mended (id uuid primary key, owner_id uuid);
alter table public.mended enable row level security;
create policy a on public.mended for select using (owner_id is null or owner_id = auth.uid());
alter table public.mended alter column owner_id set not null;
-- Renamed, it is the same column.
create table public.renamed (id uuid primary key, owner_id uuid);
alter table public.renamed enable row level security;
create policy a on public.renamed for select using (owner_id is null or owner_id = auth.uid()); -- warning: unowned-rows-shared `owner_id is null`
alter table public.renamed rename owner_id to author_id;
