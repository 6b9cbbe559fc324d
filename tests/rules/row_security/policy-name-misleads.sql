-- message: the name of policy "Users can view their notes" on public.note says SELECT, but it is for ALL
create table public.note (id uuid primary key, owner_id uuid);
alter table public.note enable row level security;

-- FOR ALL where the name says one command.
create policy "Users can view own notes" on public.note to authenticated using (owner_id = auth.uid()); -- warning: policy-name-misleads
create policy "Enable read access for all users" on public.note using (owner_id = auth.uid()); -- warning: policy-name-misleads
create policy note_select on public.note for all to authenticated using (owner_id = auth.uid()); -- warning: policy-name-misleads
create policy "noteInsert" on public.note to authenticated using (owner_id = auth.uid()); -- warning: policy-name-misleads
create policy "Owners EDIT" on public.note to authenticated using (owner_id = auth.uid()); -- warning: policy-name-misleads
create policy "Remove own rows" on public.note to authenticated using (owner_id = auth.uid()); -- warning: policy-name-misleads

-- Another command than the name says.
create policy note_insert on public.note for update to authenticated using (owner_id = auth.uid()); -- warning: policy-name-misleads
create policy "Users can see and read" on public.note for delete to authenticated using (owner_id = auth.uid()); -- warning: policy-name-misleads
create policy "Writers write" on public.note for select to authenticated using (owner_id = auth.uid()); -- warning: policy-name-misleads
create policy "Restrict viewing" on public.note as restrictive for delete to authenticated using (owner_id is not null); -- warning: policy-name-misleads

-- Renamed later.
create policy note_owner on public.note to authenticated using (owner_id = auth.uid()); -- warning: policy-name-misleads
alter policy note_owner on public.note rename to note_delete;

-- The name says the command, several of them, or none.
create policy "Users can view shared notes" on public.note for select to authenticated using (owner_id is null);
create policy "Users can delete notes they can view" on public.note for delete to authenticated using (owner_id = auth.uid());
create policy "View and edit" on public.note to authenticated using (owner_id = auth.uid());
create policy "Owners write" on public.note for insert to authenticated with check (owner_id = auth.uid());
create policy "Owners write everything" on public.note to authenticated using (owner_id = auth.uid());
create policy "Owners manage their notes" on public.note to authenticated using (owner_id = auth.uid());
create policy note_policy on public.note to authenticated using (owner_id = auth.uid());

-- Words that merely hold such a word, or come from the table's name.
create policy "Already added address readers" on public.note to authenticated using (owner_id = auth.uid());
create policy unread_reviews on public.note to authenticated using (owner_id = auth.uid());
create table public.read_receipt (id uuid primary key, owner_id uuid);
alter table public.read_receipt enable row level security;
create policy read_receipt_owner on public.read_receipt to authenticated using (owner_id = auth.uid());
create policy read_receipt_select on public.read_receipt to authenticated using (owner_id = auth.uid()); -- warning: policy-name-misleads

-- Known miss: a name that speaks of two commands, one of them wrong.
create policy "Insert or select" on public.note for insert to authenticated with check (owner_id = auth.uid());

-- Fixed.
create policy "Users can look at their notes" on public.note for select to authenticated using (owner_id = auth.uid());
create policy "Users can view their notes" on public.note for select to authenticated using (owner_id = auth.uid());
