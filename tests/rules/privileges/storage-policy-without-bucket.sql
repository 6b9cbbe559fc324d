-- message: policy avatar_insert on storage.objects never looks at bucket_id, so it holds for every bucket
create table public.file (bucket_id text, name text, user_id uuid);
create function public.may_read(bucket text, path text) returns boolean language sql stable as $$ select bucket = path $$;
create policy a on storage.objects for select to authenticated using (owner_id = (select auth.uid())::text); -- warning: storage-policy-without-bucket `owner_id = (select auth.uid())::text`
create policy b on storage.objects for insert to authenticated with check ((storage.foldername(name))[1] = (select auth.uid())::text); -- warning: storage-policy-without-bucket `(storage.foldername(name))[1] = (select auth.uid())::text`
create policy c on storage.objects for update to authenticated using (bucket_id = 'a') with check (owner_id = (select auth.uid())::text); -- warning: storage-policy-without-bucket `owner_id = (select auth.uid())::text`
create policy "Give all" on storage.objects using (auth.role() = 'authenticated'); -- warning: storage-policy-without-bucket `auth.role() = 'authenticated'`
create policy loosened on storage.objects for delete to authenticated using (bucket_id = 'a');
alter policy loosened on storage.objects using (owner_id = (select auth.uid())::text); -- warning: storage-policy-without-bucket `owner_id = (select auth.uid())::text`

-- It looks at the bucket: itself, among several, in a sub-query, as an argument, or as a part of the whole row.
create policy e on storage.objects for select to authenticated using (bucket_id = 'a');
create policy f on storage.objects for select to authenticated using (bucket_id in ('a', 'b') and owner_id = (select auth.uid())::text);
create policy g on storage.objects for select to authenticated
  using (exists (select from public.file f where f.bucket_id = objects.bucket_id and f.user_id = (select auth.uid())));
create policy h on storage.objects for select to authenticated using (public.may_read(bucket_id, name));
create policy i on storage.objects for select to authenticated using (objects is not null);
create policy j on storage.objects for update to authenticated using (bucket_id = 'a');

-- Restrictive ones, for roles that bypass row security, and what is always true or false.
create policy k on storage.objects as restrictive to authenticated using ((auth.jwt() ->> 'aal') = 'aal2');
create policy l on storage.objects to service_role using (name is not null);
create policy m on storage.objects for select to anon using (true);
create policy n on storage.objects for delete to authenticated using (false);

-- Another table of the same name.
create table public.objects (id uuid primary key, owner_id text);
create policy o on public.objects for select to authenticated using (owner_id = (select auth.uid())::text);

-- Fixed.
create policy mended on storage.objects for delete to authenticated using (owner_id = (select auth.uid())::text);
alter policy mended on storage.objects using (bucket_id = 'a' and owner_id = (select auth.uid())::text);
