-- message: the name of policy "Owners only" on public.note does not match "{role} can {action} (own |all )?{table}", where SELECT is called view or read or select
-- option: pattern = "{role} can {action} (own |all )?{table}"
create table public.note (id uuid primary key, owner_id uuid not null);
alter table public.note enable row level security;

create policy note_select on public.note for select to authenticated using (true); -- warning: policy-name
create policy "Users can view own notes" on public.note for select to authenticated using (true); -- warning: policy-name
create policy "Users can view" on public.note for select to authenticated using (true); -- warning: policy-name
create policy " can view note" on public.note for select to authenticated using (true); -- warning: policy-name
-- The verb of another command is a lie.
create policy "Users can view note" on public.note for delete to authenticated using (true); -- warning: policy-name
create policy "Users can update note" on public.note to authenticated using (true); -- warning: policy-name
create policy "Users can insert note" on public.note for insert to authenticated with check (true); -- warning: policy-name
alter policy "Users can insert note" on public.note rename to "Users insert note";
create policy "Users can update note too" on public.note for update to authenticated using (true); -- warning: policy-name

create policy "Authenticated users can read note" on public.note for select to authenticated using (true);
create policy "Users can add own note" on public.note for insert to authenticated with check (true);
create policy "Admins can edit all note" on public.note for update to authenticated using (true);
create policy "Admins can remove note" on public.note for delete to authenticated using (true);
create policy "Admins can manage note" on public.note to authenticated using (true);

-- A table's name is taken literally, whatever it would mean in a regular expression.
create table public."a.b" (id uuid primary key);
create policy "Users can view a.b" on public."a.b" for select to authenticated using (true);
create policy "Users can select axb" on public."a.b" for select to authenticated using (true); -- warning: policy-name

-- Fixed.
create policy note_update on public.note for update to authenticated using (true);
alter policy note_update on public.note rename to "Owners can update own note";
