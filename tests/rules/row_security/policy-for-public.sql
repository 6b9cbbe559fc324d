-- message: policy note_select on public.note has no TO clause, so it also holds for visitors who are not signed in
create table public.note (id uuid primary key, owner_id uuid not null);
alter table public.note enable row level security;

create policy unstated on public.note for select using (owner_id = auth.uid()); -- warning: policy-for-public
create policy stated on public.note for delete to public using (owner_id = auth.uid()); -- warning: policy-for-public
create policy among_others on public.note for delete to authenticated, public using (owner_id = auth.uid()); -- warning: policy-for-public
create policy widened on public.note for select to authenticated using (owner_id = auth.uid()); -- warning: policy-for-public
alter policy widened on public.note to public;

-- A role named in so many words, even the one of visitors.
create policy members on public.note for select to authenticated using (owner_id = auth.uid());
create policy visitors on public.note for select to anon using (false);
create role "public reader";
create policy similar on public.note for select to "public reader" using (true);

-- A restrictive policy should bind everyone.
create policy only_own on public.note as restrictive using (owner_id = auth.uid());

-- Fixed.
create policy narrowed on public.note for select using (owner_id = auth.uid());
alter policy narrowed on public.note to authenticated;
