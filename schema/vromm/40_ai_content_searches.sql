-- AI searches across all content types. Users see their own; the backend writes them down.

create table public.ai_content_searches (
  id                   uuid primary key default extensions.uuid_generate_v4(),
  user_id              uuid not null references auth.users (id) on delete cascade,
  query                text not null,
  content_type         text not null,
  filters              jsonb,
  results_count        integer,
  selected_content_id  uuid,
  created_at           timestamptz not null default now()
);

comment on table public.ai_content_searches is 'AI searches across all content types';
comment on column public.ai_content_searches.query is 'What the user typed: it goes with the account';
comment on column public.ai_content_searches.selected_content_id is
  'The content that the user chose, in the table that content_type names; hence no foreign key';

alter table public.ai_content_searches
  add constraint ai_content_searches_content_type_check
  check (content_type in ('route', 'learning_path', 'exercise', 'school', 'event', 'instructor'));

alter table public.ai_content_searches
  add constraint ai_content_searches_results_count_check
  check (results_count >= 0);

create index idx_ai_searches_user_id
  on public.ai_content_searches (user_id);

create index idx_ai_searches_content_type
  on public.ai_content_searches (content_type);

create index idx_ai_searches_created_at
  on public.ai_content_searches (created_at desc);

alter table public.ai_content_searches enable row level security;

revoke all on public.ai_content_searches from anon, authenticated, service_role;
grant select, insert, update, delete on public.ai_content_searches to service_role;
grant select on public.ai_content_searches to authenticated;

create policy "Users can view their own searches"
  on public.ai_content_searches for select to authenticated
  using (user_id = (select auth.uid()));

-- The service role bypasses row security and does not need it; it stands for what the document says.
create policy "Service role can insert searches"
  on public.ai_content_searches for insert to service_role
  with check (true);
