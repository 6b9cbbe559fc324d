-- message: policy note_select on public.note relies on user metadata, which users write themselves; keep it in app_metadata or in a table
create table public.note (id uuid primary key, owner_id uuid, user_metadata jsonb, metadata jsonb);

create policy a on public.note for select using (owner_id = auth.uid() or auth.jwt() -> 'user_metadata' ->> 'role' = 'admin'); -- error: user-metadata-in-policy `auth.jwt() -> 'user_metadata' ->> 'role' = 'admin'`
create policy b on public.note for select using ((select auth.jwt() #>> '{user_metadata,role}') = 'admin'); -- error: user-metadata-in-policy `(select auth.jwt() #>> '{user_metadata,role}') = 'admin'`
create policy c on public.note for select using (
  (current_setting('request.jwt.claims', true)::jsonb -> 'user_metadata' ->> 'plan') = 'paid' -- error: user-metadata-in-policy `(current_setting('request.jwt.claims', true)::jsonb -> 'user_metadata' ->> 'plan') = 'paid'`
);
create policy d on public.note for insert with check (jsonb_extract_path_text(auth.jwt(), 'user_metadata', 'role') = 'admin'); -- error: user-metadata-in-policy `jsonb_extract_path_text(auth.jwt(), 'user_metadata', 'role') = 'admin'`
create policy e on public.note for select using (
  exists (select from auth.users u where u.id = auth.uid() and u.raw_user_meta_data ->> 'role' = 'admin') -- error: user-metadata-in-policy `exists (select from auth.users u where u.id = auth.uid() and u.raw_user_meta_data ->> 'role' = 'admin')`
);
-- Through a function.
create function public.is_admin() returns boolean language sql stable set search_path = '' as $$
  select (auth.jwt() -> 'user_metadata' ->> 'role') = 'admin'
$$;
create policy f on public.note for select using (owner_id = auth.uid() or (select public.is_admin())); -- error: user-metadata-in-policy `public.is_admin()`

-- What only the backend writes, and a table's own columns.
create policy g on public.note for select using ((auth.jwt() -> 'app_metadata' ->> 'role') = 'admin');
create policy h on public.note for select using (user_metadata ->> 'role' = 'public' and owner_id = auth.uid());
create policy i on public.note for select using (metadata -> 'user_metadata' ->> 'shared' = 'yes');
create policy j on public.note for select using (exists (select from auth.users u where u.raw_app_meta_data ->> 'role' = 'admin'));

-- Fixed.
create policy mended on public.note for select using (auth.jwt() -> 'user_metadata' ->> 'role' = 'admin');
alter policy mended on public.note using (auth.jwt() -> 'app_metadata' ->> 'role' = 'admin');

-- Known miss: a subscript.
create policy k on public.note for select using ((auth.jwt())['user_metadata'] = '{}');
