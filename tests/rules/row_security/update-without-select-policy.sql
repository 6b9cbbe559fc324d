-- message: no policy on public.note lets authenticated SELECT, so their UPDATE with a WHERE clause finds no row
create role member;
create role editor in role member;
create role backend bypassrls;
create role visitor;

create table public.note (id uuid primary key, owner_id uuid);
alter table public.note enable row level security;
create policy note_update on public.note for update to authenticated using (owner_id = auth.uid()); -- warning: update-without-select-policy
create policy note_delete on public.note for delete to authenticated using (owner_id = auth.uid()); -- warning: update-without-select-policy

-- Of two roles one may read; and a SELECT policy that lets nothing pass is none.
create table public.post (id uuid primary key, owner_id uuid);
alter table public.post enable row level security;
create policy post_select on public.post for select to authenticated using (owner_id = auth.uid());
create policy post_closed on public.post for select to visitor using (false);
create policy post_update on public.post for update to authenticated, visitor using (owner_id = auth.uid()); -- warning: update-without-select-policy

-- Restrictive policies give nothing.
create table public.draft (id uuid primary key, owner_id uuid);
alter table public.draft enable row level security;
create policy draft_limit on public.draft as restrictive for select to authenticated using (owner_id = auth.uid());
create policy draft_update on public.draft for update to authenticated using (owner_id = auth.uid()); -- warning: update-without-select-policy

-- For everybody, and nobody may read.
create table public."Log" (id uuid primary key, owner_id uuid);
alter table public."Log" enable row level security;
create policy "Log_update" on public."Log" for update using (owner_id = auth.uid()); -- warning: update-without-select-policy

-- FOR ALL reads too, a policy for everybody counts for every role, and so does one for a role that is inherited.
create table public.plan (id uuid primary key, owner_id uuid);
alter table public.plan enable row level security;
create policy plan_all on public.plan to authenticated using (owner_id = auth.uid());
create policy plan_delete on public.plan for delete to authenticated using (owner_id = auth.uid());
create table public.menu (id uuid primary key, owner_id uuid);
alter table public.menu enable row level security;
create policy menu_select on public.menu for select using (owner_id is not null);
create policy menu_update on public.menu for update to authenticated using (owner_id = auth.uid());
create table public.team (id uuid primary key, owner_id uuid);
alter table public.team enable row level security;
create policy team_select on public.team for select to member using (owner_id is not null);
create policy team_update on public.team for update to editor using (owner_id is not null);

-- INSERT needs no SELECT policy, nor does a policy that lets nothing pass, nor a role that bypasses row security.
create table public.form (id uuid primary key, owner_id uuid);
alter table public.form enable row level security;
create policy form_insert on public.form for insert to authenticated with check (owner_id = auth.uid());
create policy form_update on public.form for update to authenticated using (false);
create policy form_delete on public.form for delete to backend using (owner_id is not null);

-- Known miss: for everybody, where only some may read.
create table public.news (id uuid primary key, owner_id uuid);
alter table public.news enable row level security;
create policy news_select on public.news for select to authenticated using (owner_id = auth.uid());
create policy news_update on public.news for update using (owner_id = auth.uid());

-- Fixed.
create table public.mended (id uuid primary key, owner_id uuid);
alter table public.mended enable row level security;
create policy mended_update on public.mended for update to authenticated using (owner_id = auth.uid());
create policy mended_select on public.mended for select to authenticated using (owner_id = auth.uid());
