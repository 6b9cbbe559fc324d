-- message: public.note has row security and no policy, so clients see none of its rows
create table public.note (id uuid primary key, owner_id uuid); -- info: rls-without-policy
alter table public.note enable row level security;
grant select on public.note to authenticated;

-- Through PUBLIC, on one column, and in a schema that the API does not show.
create schema app;
create table app.setting (id uuid primary key); -- info: rls-without-policy
alter table app.setting enable row level security;
grant insert on app.setting to public;
create table public.tag (id uuid primary key, label text); -- info: rls-without-policy
alter table public.tag enable row level security;
grant select (label) on public.tag to anon;

-- The last policy is gone.
create table public.orphan (id uuid primary key); -- info: rls-without-policy
alter table public.orphan enable row level security;
create policy orphan_select on public.orphan for select to authenticated using (true);
drop policy orphan_select on public.orphan;
grant select on public.orphan to authenticated;

-- Nobody outside holds a privilege on the rows: the table is the backend's.
create table public.secret (id uuid primary key);
alter table public.secret enable row level security;
grant select on public.secret to service_role;
create table public.withdrawn (id uuid primary key);
alter table public.withdrawn enable row level security;
grant select on public.withdrawn to authenticated;
revoke select on public.withdrawn from authenticated;

-- A partition without policies is closed, and its rows are reached through the parent.
create table public.event (id uuid, day date not null) partition by range (day);
create table public.event_2026 partition of public.event for values from ('2026-01-01') to ('2027-01-01');
alter table public.event enable row level security;
alter table public.event_2026 enable row level security;
create policy event_select on public.event for select to authenticated using (id is not null);
grant select on public.event, public.event_2026 to authenticated;

-- No row security is another rule's business, and one policy is enough, whatever it says.
create table public.open (id uuid primary key);
grant select on public.open to authenticated;
create table public.limited (id uuid primary key);
alter table public.limited enable row level security;
create policy limited_insert on public.limited for insert to authenticated with check (id is not null);
grant select on public.limited to authenticated;

-- Fixed.
create table public.mended (id uuid primary key, owner_id uuid);
alter table public.mended enable row level security;
create policy mended_select on public.mended for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.mended to authenticated;
