-- message: public.note.owner_id holds a user's id but refers to no user; the rows of a deleted user stay behind
create table public.note (
  id uuid primary key,
  owner_id uuid not null, -- info: owner-column-unreferenced
  author_id uuid not null references auth.users (id),
  team_id uuid not null
);
create policy own on public.note for select using (owner_id = (select auth.uid()) or author_id = auth.uid());
create policy own_again on public.note for update using (owner_id = (select auth.uid()));
create table public.texts (
  "userId" text not null -- info: owner-column-unreferenced
);
create policy own on public.texts for select using ("userId" = auth.uid()::text);

-- It refers to the users, or to a table that is keyed by user.
create table public.profile (id uuid primary key references auth.users (id));
create policy own on public.profile for select using (id = auth.uid());
create table public.post (id uuid primary key, user_id uuid not null references public.profile (id));
create policy own on public.post for select using (user_id = auth.uid());
-- A claim of the token may be anything, and so may a setting.
create table public.claim (org_id text not null, tenant uuid not null);
create policy own on public.claim for select using (org_id = auth.jwt() ->> 'org_id' or tenant = current_setting('app.tenant')::uuid);
-- A sub-query's column.
create table public.shared (note_id uuid not null);
create policy own on public.shared for select using (note_id in (select id from public.note where owner_id = auth.uid()));

-- Fixed later.
create table public.mended (owner_id uuid not null);
create policy own on public.mended for select using (owner_id = auth.uid());
alter table public.mended add foreign key (owner_id) references auth.users (id);
