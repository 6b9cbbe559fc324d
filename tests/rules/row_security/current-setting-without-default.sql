-- message: policy note_select on public.note fails in sessions that never made the setting; give current_setting a second argument, true
create table public.note (id uuid primary key, owner_id uuid, tenant text);
alter table public.note enable row level security;
create policy a on public.note for select to authenticated using (tenant = current_setting('app.tenant')); -- warning: current-setting-without-default `current_setting('app.tenant')`
create policy b on public.note for select to authenticated using (owner_id = (select current_setting('app.user_id'::text)::uuid)); -- warning: current-setting-without-default `current_setting('app.user_id'::text)`
create policy c on public.note for insert to authenticated with check (tenant = pg_catalog.current_setting('app.tenant')); -- warning: current-setting-without-default `pg_catalog.current_setting('app.tenant')`
create policy d on public.note for select to authenticated using (tenant = current_setting('app.tenant', false)); -- warning: current-setting-without-default `current_setting('app.tenant', false)`
create policy e on public.note as restrictive for select to authenticated using (tenant = current_setting('app.' || 'tenant')); -- warning: current-setting-without-default `current_setting('app.' || 'tenant')`

-- In functions that policies call, directly or through another.
create function public.tenant() returns text language sql stable as $$ select current_setting('app.tenant') $$; -- warning: current-setting-without-default `current_setting('app.tenant')`
create function public.mine(t text) returns boolean language plpgsql stable as $$ begin return t = public.tenant(); end $$;
create policy f on public.note for select to authenticated using (public.mine(tenant));

-- With the second argument, or for a setting that PostgreSQL itself has.
create policy g on public.note for select to authenticated using (tenant = current_setting('app.tenant', true));
create policy h on public.note for select to authenticated using (tenant = coalesce(current_setting('app.tenant', true), ''));
create policy i on public.note for select to authenticated using (current_setting('role') = 'authenticated');

-- Nobody's policy calls it: whoever calls it may want the error.
create function public.config() returns text language sql stable as $$ select current_setting('app.config') $$;
create view public.here as select current_setting('app.tenant') as tenant;

-- Fixed.
create policy mended on public.note for select to authenticated using (tenant = current_setting('app.tenant'));
alter policy mended on public.note using (tenant = current_setting('app.tenant', true));
