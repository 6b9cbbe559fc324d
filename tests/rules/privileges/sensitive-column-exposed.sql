-- message: authenticated can read recovery_code of every row of public.account
-- option: columns = ["salary"]
create table public.open (
  id uuid primary key,
  password text, -- warning: sensitive-column-exposed `password text`
  "passwordHash" text, -- warning: sensitive-column-exposed `"passwordHash" text`
  stripe_secret_key text, -- warning: sensitive-column-exposed `stripe_secret_key text`
  access_token uuid, -- warning: sensitive-column-exposed `access_token uuid`
  ssn bigint, -- warning: sensitive-column-exposed `ssn bigint`
  salary numeric, -- warning: sensitive-column-exposed `salary numeric`
  has_password boolean,
  password_reset_at timestamptz,
  max_token integer,
  tokens text[],
  token_count integer,
  secretary text,
  tokenized text,
  session_id uuid,
  certificate text,
  description text
);
grant select on public.open to anon;

-- Every row passes, or every row for whoever is signed in.
create table public.everyone (id uuid primary key, api_key text); -- warning: sensitive-column-exposed `api_key text`
alter table public.everyone enable row level security;
create policy everyone_select on public.everyone for select using (true);
grant select on public.everyone to authenticated;
create table public.members (id uuid primary key, iban text); -- warning: sensitive-column-exposed `iban text`
alter table public.members enable row level security;
create policy members_select on public.members to authenticated using (auth.role() = 'authenticated');
grant select on public.members to authenticated;

-- The column itself is granted, or comes with ALTER TABLE.
create table public.chosen (id uuid primary key, otp text); -- warning: sensitive-column-exposed `otp text`
grant select (id, otp) on public.chosen to authenticated;
create table public.grown (id uuid primary key);
grant select on public.grown to authenticated;
alter table public.grown add column cvv smallint; -- warning: sensitive-column-exposed `cvv smallint`

-- Guarded by rows, by columns, by privileges, by schema, or by a restrictive policy.
create table public.hidden (id uuid primary key, password text);
grant select (id) on public.hidden to anon, authenticated;
create table public.owned (id uuid primary key, password text);
alter table public.owned enable row level security;
create policy owned_select on public.owned for select to authenticated using (id = auth.uid());
create policy owned_admin on public.owned for select to authenticated using ((auth.jwt() ->> 'role') = 'admin');
create policy owned_one on public.owned for select to authenticated using (auth.uid() = '00000000-0000-0000-0000-000000000001');
create policy owned_once on public.owned for select to authenticated using (exists (select from public.hidden));
create policy owned_when on public.owned for select to authenticated using (exists (select from public.hidden where auth.uid() is not null));
create policy owned_mixed on public.owned for select to authenticated using (coalesce(auth.uid()::text, auth.jwt() ->> 'sub') is not null);
create policy owned_all on public.owned for insert to authenticated with check (true);
grant select on public.owned to authenticated;
create table public.kept (id uuid primary key, password text);
grant select on public.kept to service_role;
create table public.other (id uuid primary key, password text);
alter table public.other enable row level security;
create policy other_select on public.other for select to anon using (true);
grant select on public.other to authenticated;
create table public.limited (id uuid primary key, password text);
alter table public.limited enable row level security;
create policy limited_select on public.limited for select to authenticated using (true);
create policy limited_own on public.limited as restrictive for select to authenticated using (id = auth.uid());
grant select on public.limited to authenticated;
create table public.closed (id uuid primary key, password text);
alter table public.closed enable row level security;
create policy closed_select on public.closed for select to authenticated using (false);
grant select on public.closed to authenticated;
create schema app;
create table app.credential (id uuid primary key, password text);
grant select on app.credential to authenticated;

-- A partition has the column from its parent, where it is found.
create table public.event (id uuid, day date, pwd text) partition by range (day); -- warning: sensitive-column-exposed `pwd text`
create table public.event_2026 partition of public.event for values from ('2026-01-01') to ('2027-01-01');
grant select on public.event, public.event_2026 to authenticated;

-- Known miss: a view that shows the column of a guarded table.
create view public.leak as select password from public.owned;

-- Fixed.
create table public.mended (id uuid primary key, password text);
grant select on public.mended to authenticated;
alter table public.mended drop column password;
