-- message: every row of public.note passes where auth.uid() is null, so for everybody who is not signed in
create table public.note (id uuid primary key, owner_id uuid not null, email text, body text not null);
alter table public.note enable row level security;

-- However it is spelled.
create policy a on public.note for select using (auth.uid() is null or owner_id = auth.uid()); -- error: missing-identity-passes `auth.uid() is null`
create policy b on public.note for select to anon using ((select auth.uid()) is null); -- error: missing-identity-passes `(select auth.uid()) is null`
create policy c on public.note for delete using (coalesce(owner_id = auth.uid(), true)); -- error: missing-identity-passes `coalesce(owner_id = auth.uid(), true)`
create policy d on public.note for update to anon, authenticated using ((owner_id = auth.uid()) is not false); -- error: missing-identity-passes `(owner_id = auth.uid()) is not false`
create policy e on public.note for select to public using (owner_id is distinct from auth.uid()); -- error: missing-identity-passes `owner_id is distinct from auth.uid()`
create policy f on public.note for select using (nullif(current_setting('app.user_id', true), '') is null or body = ''); -- error: missing-identity-passes `nullif(current_setting('app.user_id', true), '') is null`
create policy g on public.note for select using ((auth.jwt() ->> 'sub')::uuid is null or owner_id = auth.uid()); -- error: missing-identity-passes `(auth.jwt() ->> 'sub')::uuid is null`
create policy h on public.note for select using (not (auth.uid() is not null)); -- error: missing-identity-passes `not (auth.uid() is not null)`
create policy i on public.note for insert with check (owner_id = auth.uid() or auth.uid() is null); -- error: missing-identity-passes `auth.uid() is null`
create policy j on public.note for insert with check (
  (auth.uid() is null or owner_id = auth.uid()) -- error: missing-identity-passes `auth.uid() is null`
  and (auth.uid() is null or body <> '')
);

-- Through a function that asks.
create function public.me() returns uuid language sql stable set search_path = '' as $$ select auth.uid() $$;
create policy k on public.note for select using (public.me() is null or owner_id = public.me()); -- error: missing-identity-passes `public.me() is null`

-- Something else has to hold too.
create policy l on public.note for select using (auth.uid() is null and body = 'public');
create policy m on public.note for select using (auth.uid() is not null and owner_id = auth.uid());
create policy n on public.note for select using (coalesce(owner_id = auth.uid(), false));
create policy o on public.note for select using (owner_id is not distinct from auth.uid());
-- A column is not the function of the same name.
create policy p on public.note for select using (email is null or email = auth.email());
-- Who has signed in has an identity.
create policy q on public.note for select to authenticated using (auth.uid() is null or owner_id = auth.uid());

-- A restrictive policy takes away; that it lets visitors pass gives them nothing.
create table public.kept (id uuid primary key, owner_id uuid not null);
alter table public.kept enable row level security;
create policy own on public.kept as restrictive using (owner_id = auth.uid());
create policy lax on public.kept for select using (auth.uid() is null or owner_id = auth.uid());
create table public.open (id uuid primary key, owner_id uuid not null);
alter table public.open enable row level security;
create policy lax_limit on public.open as restrictive using (auth.uid() is null or owner_id = auth.uid());
create policy lax on public.open for select using (auth.uid() is null or owner_id = auth.uid()); -- error: missing-identity-passes `auth.uid() is null`

-- Fixed.
create policy mended on public.note for select using (auth.uid() is null or owner_id = auth.uid());
alter policy mended on public.note using (owner_id = auth.uid());

-- Known miss: NOT EXISTS finds nothing for nobody, and so passes.
create table public.ban (user_id uuid primary key);
create policy r on public.note for select using (not exists (select from public.ban where user_id = auth.uid()));
