-- message: avatar_select lets authenticated list all files of the public bucket avatars, which serves them without a policy
create role editor;
insert into storage.buckets (id, name, public) values ('faces', 'faces', true), ('docs', 'docs', false);
insert into storage.buckets (id, name) values ('opened', 'opened') on conflict (id) do nothing;
insert into storage.buckets (id, name, public) select 'closed', 'closed', true;
update storage.buckets set public = true where id = 'opened';
update storage.buckets set public = false where id = 'closed';

create policy a on storage.objects for select using (bucket_id = 'faces'); -- warning: public-bucket-listing `bucket_id = 'faces'`
create policy b on storage.objects for select to authenticated using ('opened' = bucket_id); -- warning: public-bucket-listing `'opened' = bucket_id`
create policy c on storage.objects to authenticated using (bucket_id in ('docs', 'faces')); -- warning: public-bucket-listing `bucket_id in ('docs', 'faces')`
create policy d on storage.objects for select to authenticated using (bucket_id = 'faces' and auth.role() = 'authenticated'); -- warning: public-bucket-listing `bucket_id = 'faces' and auth.role() = 'authenticated'`
create policy e on storage.objects for select to authenticated using ((bucket_id = 'docs' and owner_id = auth.uid()::text) or bucket_id = 'faces'); -- warning: public-bucket-listing `(bucket_id = 'docs' and owner_id = auth.uid()::text) or bucket_id = 'faces'`
create policy f on storage.objects for select to authenticated using (true); -- warning: public-bucket-listing `true`

-- Limited to some files, to a bucket that is not public, to others, or to writing.
create policy g on storage.objects for select to authenticated using (bucket_id = 'faces' and owner_id = auth.uid()::text);
create policy h on storage.objects for select to authenticated using (bucket_id = 'docs');
create policy i on storage.objects for select to authenticated using (bucket_id = 'closed');
create policy j on storage.objects for select to editor using (bucket_id = 'faces');
create policy k on storage.objects for insert to authenticated with check (bucket_id = 'faces');
create policy l on storage.objects for select to authenticated using (bucket_id <> 'faces');
create policy m on storage.objects for select to authenticated using (bucket_id = 'unheard of');
create policy n on storage.objects for select to authenticated using (bucket_id = 'faces' and (auth.jwt() ->> 'role') = 'admin');

create policy p on storage.objects for select to authenticated using (bucket_id = 'faces' and auth.uid() = '00000000-0000-0000-0000-000000000001');
create policy q on storage.objects for select to authenticated using (bucket_id = 'faces' and coalesce(auth.uid()::text, auth.jwt() ->> 'sub') is not null);
create policy r on storage.objects for select to authenticated using (bucket_id = 'faces' and exists (select from storage.migrations));
create policy s on storage.objects for select to authenticated using (bucket_id = 'faces' and false);
create policy t on storage.objects as restrictive for select to editor using (bucket_id = 'faces');

-- Limited by a restrictive policy.
create policy u on storage.objects for select to anon using (bucket_id = 'faces');
create policy v on storage.objects as restrictive for select to anon using (owner_id is not null);

-- Known miss: a pattern that fits the bucket's name.
create policy o on storage.objects for select to authenticated using (bucket_id like 'face%');

-- Fixed.
create policy mended on storage.objects for select to authenticated using (bucket_id = 'faces');
drop policy mended on storage.objects;
