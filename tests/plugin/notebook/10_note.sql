create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null,
  written_at timestamptz not null default now()
);
create index on public.note (owner_id);
alter table public.note enable row level security;
revoke all on public.note from anon, authenticated;
grant select, insert on public.note to authenticated;
grant all on public.note to service_role;

create policy note_select on public.note for select to authenticated
  using (owner_id = (select auth.uid()));
create policy note_insert on public.note for insert to authenticated
  with check (owner_id = (select auth.uid()));
