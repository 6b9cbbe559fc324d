-- message: policy note_select on public.note calls auth.uid() for every row; (select auth.uid()) calls it once a statement
create table public.note (id uuid primary key, owner_id uuid, team_id uuid, email text, body text);
create index on public.note (owner_id);

create policy a on public.note for select using (owner_id = auth.uid()); -- warning: per-row-session-lookup `auth.uid()`
create policy b on public.note for insert with check (owner_id = (select auth.uid()) and body <> auth.email()); -- warning: per-row-session-lookup `auth.email()`
create policy c on public.note for select using (auth.uid()::text = body and owner_id = auth.uid()); -- warning: per-row-session-lookup `auth.uid()`
create policy d on public.note for select using ((auth.jwt() ->> 'email') = lower(email)); -- warning: per-row-session-lookup `auth.jwt()`
create policy e on public.note for select using (owner_id = nullif(current_setting('app.user_id', true), '')::uuid); -- warning: per-row-session-lookup `current_setting('app.user_id', true)`
create policy f on public.note for select using (coalesce(auth.role(), 'anon') = 'authenticated'); -- warning: per-row-session-lookup `auth.role()`
-- In a sub-select that depends on the row it is called for each, too.
create policy g on public.note for select using (exists (select from public.note n where n.id = note.team_id and n.owner_id = auth.uid())); -- warning: per-row-session-lookup `auth.uid()`
create policy h on public.note for select using ((select auth.uid() = owner_id)); -- warning: per-row-session-lookup `auth.uid()`
-- Your own functions that ask, if they are stable and give one value.
create function public.me() returns uuid language sql stable set search_path = '' as $$ select auth.uid() $$;
create function public.my_teams() returns setof uuid language sql stable set search_path = '' as $$ select auth.uid() $$;
create function public.may_see(team uuid) returns boolean language sql stable set search_path = '' as $$ select team = auth.uid() $$;
create function public.tick() returns uuid language sql volatile set search_path = '' as $$ select auth.uid() $$;
create policy i on public.note for select using (owner_id = public.me()); -- warning: per-row-session-lookup `public.me()`
create policy j on public.note for select using (team_id in (select public.my_teams()) or public.may_see(team_id));
create policy k on public.note for select using (owner_id = public.tick());

-- Once a statement.
create policy l on public.note for select using (owner_id = (select auth.uid()));
create policy m on public.note for select using (owner_id = (select (auth.jwt() ->> 'sub')::uuid));
-- Not who asks, and a keyword that costs nothing.
create policy o on public.note for select using (body = now()::text and body = current_user);

-- Fixed.
create policy mended on public.note for select using (owner_id = auth.uid());
alter policy mended on public.note using (owner_id = (select auth.uid()));

-- The sub-select is evaluated once, and calls it for every row that it reads.
create policy n on public.note for select using (team_id in (select n.team_id from public.note n where n.owner_id = auth.uid())); -- warning: per-row-session-lookup `auth.uid()`
create policy o2 on public.note for select using (team_id in (select n.team_id from public.note n where n.owner_id = (select auth.uid())));
