-- message: policy note_insert on public.note lets anon INSERT and never asks who calls; if that is meant, allow it with the reason
create table public.note (id uuid primary key, owner_id uuid, body text, open boolean);
alter table public.note enable row level security;
create policy note_select on public.note for select to anon, authenticated using (open);

create policy a on public.note for insert to anon with check (body <> ''); -- warning: anonymous-write-policy
create policy b on public.note for update to authenticated, anon using (open) with check (open); -- warning: anonymous-write-policy
create policy c on public.note for delete to anon using (open); -- warning: anonymous-write-policy
create policy d on public.note to "anon" using (open); -- warning: anonymous-write-policy
create policy e on public.note for insert to authenticated with check (body <> ''); -- warning: anonymous-write-policy
alter policy e on public.note to anon;

-- It asks: directly, by claim, or through a function.
create function public.may_write() returns boolean language sql stable as $$ select auth.uid() is not null $$;
create policy f on public.note for insert to anon with check (owner_id = auth.uid());
create policy g on public.note for update to anon using ((auth.jwt() ->> 'is_anonymous')::boolean);
create policy h on public.note for delete to anon using (public.may_write());
create policy i on public.note for insert to anon with check (body = current_setting('request.headers', true));
create policy n on public.note for update to anon using (owner_id = auth.uid()) with check (open);

-- Reading, other roles, policies for everybody, restrictive ones, and those that let nothing pass.
create policy j on public.note for insert to authenticated with check (body <> '');
create policy k on public.note for insert with check (body <> '');
create policy l on public.note as restrictive for insert to anon with check (body <> '');
create policy m on public.note for delete to anon using (false);

-- A restrictive policy that asks limits it; one that does not ask limits nobody in particular.
create table public.guarded (id uuid primary key, owner_id uuid, open boolean);
alter table public.guarded enable row level security;
create policy guarded_update on public.guarded for update to anon using (open);
create policy guarded_limit on public.guarded as restrictive for update using (owner_id = auth.uid());
create policy guarded_delete on public.guarded for delete to anon using (open); -- warning: anonymous-write-policy
create policy guarded_open on public.guarded as restrictive for delete using (id is not null);
create table public.kept (id uuid primary key, owner_id uuid, open boolean);
alter table public.kept enable row level security;
create policy kept_delete on public.kept for delete to anon using (open);
create policy kept_limit on public.kept as restrictive for delete to anon using (owner_id = auth.uid());
create policy kept_insert on public.kept for insert to anon with check (open);
create policy kept_check on public.kept as restrictive for insert to anon with check (owner_id = auth.uid());

-- Fixed.
create policy mended on public.note for insert to anon with check (body <> '');
alter policy mended on public.note to authenticated with check (owner_id = auth.uid());
