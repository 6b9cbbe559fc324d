-- message: every row of public.note can be read by authenticated; if that is meant, allow it with the reason
create role backend bypassrls;
create table public.note (id uuid primary key, owner_id uuid, shared boolean not null);
alter table public.note enable row level security;

-- However it is spelled.
create policy read_all on public.note for select using (true); -- error: using-always-true `true`
create policy read_one on public.note for select to authenticated using (1 = 1); -- error: using-always-true `1 = 1`
create policy change_all on public.note for update using ('a' = 'a' or owner_id is null); -- error: using-always-true `'a' = 'a' or owner_id is null`
create policy delete_all on public.note for delete to anon, authenticated using (not false); -- error: using-always-true `not false`
create policy manage_all on public.note to authenticated using (coalesce(true, shared)) with check (owner_id = auth.uid()); -- error: using-always-true `coalesce(true, shared)`
create policy weakened on public.note for delete to authenticated using (owner_id = auth.uid());
alter policy weakened on public.note
  using (true); -- error: using-always-true `true`

-- The finding stands where the expression does.
create policy spread on public.note
  for delete
  to authenticated
  using (true); -- error: using-always-true `true`

-- True of a row, never of every row: null is not equal to null.
create policy own on public.note for select to authenticated using (owner_id = auth.uid());
create policy self on public.note for select to authenticated using (owner_id = owner_id);
create policy shared on public.note for select to authenticated using (shared and true);
create policy nothing on public.note for select to authenticated using (false);

-- New rows are WITH CHECK's business.
create policy insert_any on public.note for insert to authenticated with check (true);
create policy update_any on public.note for update to authenticated using (owner_id = auth.uid()) with check (true);

-- A role that bypasses row security is given nothing; a mixed list is.
create policy backend_all on public.note to backend using (true);
create policy backend_and_users on public.note for delete to backend, authenticated using (true); -- error: using-always-true `true`

-- No client acts as a service's own role. One that PostgREST may take from a token is a client's, and so is one that
-- clients' roles are members of, or that nobody created here.
create role reporting login;
create role editor;
create role staff;
grant editor to authenticator;
grant staff to editor;
create policy hook_reads on public.note for select to supabase_auth_admin using (true);
create policy reports on public.note for select to reporting using (true);
create policy editors on public.note for select to editor using (true); -- error: using-always-true `true`
create policy all_staff on public.note for delete to staff using (true); -- error: using-always-true `true`
create policy strangers on public.note for delete to stranger using (true); -- error: using-always-true `true`

-- A restrictive policy only ever takes away, and limits what the permissive ones beside it give.
create table public.limited (id uuid primary key, owner_id uuid not null);
alter table public.limited enable row level security;
create policy everyone on public.limited for select to authenticated using (true);
create policy delete_all on public.limited for delete to authenticated using (true); -- error: using-always-true `true`
create policy for_all on public.limited to authenticated using (true); -- error: using-always-true `true`
create policy own_only on public.limited as restrictive for select to authenticated using (owner_id = auth.uid());
create policy anons on public.limited for select to anon using (true); -- error: using-always-true `true`
create policy no_limit on public.limited as restrictive for delete to authenticated using (true);

-- Fixed.
create policy mended on public.note for select using (true);
drop policy mended on public.note;
create policy tightened on public.note for delete to authenticated using (true);
alter policy tightened on public.note using (owner_id = auth.uid());
