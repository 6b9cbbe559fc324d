-- message: INSERT check of note_insert on public.note passes every row for authenticated
create role backend bypassrls;
create table public.note (id uuid primary key, owner_id uuid, shared boolean not null);
alter table public.note enable row level security;

-- However it is spelled; without WITH CHECK, USING judges new rows too.
create policy insert_any on public.note for insert with check (true); -- error: with-check-always-true `true`
create policy insert_algebra on public.note for insert with check ('a' = 'a' or owner_id is null); -- error: with-check-always-true `'a' = 'a' or owner_id is null`
create policy all_using_only on public.note using (true); -- error: with-check-always-true `true`
create policy update_using_only on public.note for update to authenticated using (true); -- error: with-check-always-true `true`
create policy give_away on public.note for update to authenticated
  using (owner_id = auth.uid())
  with check (true); -- error: with-check-always-true `true`

-- Reading everything is another rule's business, and a row-dependent check is fine.
create policy read_all on public.note for select using (true);
create policy delete_all on public.note for delete using (true);
create policy insert_own on public.note for insert to authenticated with check (owner_id = auth.uid());
create policy update_own on public.note for update to authenticated using (owner_id = auth.uid());
create policy take_over on public.note for update to authenticated using (true) with check (owner_id = auth.uid());
create policy self on public.note for insert to authenticated with check (owner_id = owner_id);

-- A policy without any expression lets no row pass.
create policy empty on public.note for insert to authenticated;

-- A role that bypasses row security is given nothing.
create policy backend_all on public.note to backend using (true) with check (true);

-- No client acts as a service's own role; it may be able to as one that PostgREST's login role was granted.
create role importer login;
create role editor;
grant editor to authenticator;
create policy imports on public.note for insert to importer with check (true);
create policy edits on public.note for insert to editor with check (true); -- error: with-check-always-true `true`

-- A restrictive policy of the same command and roles limits it.
create table public.limited (id uuid primary key, owner_id uuid not null);
alter table public.limited enable row level security;
create policy insert_any on public.limited for insert to authenticated with check (true);
create policy update_any on public.limited for update to authenticated using (owner_id = auth.uid()) with check (true); -- error: with-check-always-true `true`
create policy only_own on public.limited as restrictive for insert with check (owner_id = auth.uid());
create policy no_limit on public.limited as restrictive for update with check (true);
