-- The search log as its document gives it.

create table ai_content_searches (
  id uuid primary key default uuid_generate_v4(),
  user_id uuid references auth.users(id),

  query text not null,

  content_type text not null check (content_type in ('route', 'learning_path', 'exercise', 'school', 'event', 'instructor')),

  filters jsonb,

  results_count integer,
  selected_content_id uuid,

  created_at timestamptz default now()
);

create index idx_ai_searches_user_id on ai_content_searches(user_id);
create index idx_ai_searches_content_type on ai_content_searches(content_type);
create index idx_ai_searches_created_at on ai_content_searches(created_at desc);

alter table ai_content_searches enable row level security;

create policy "Users can view their own searches"
  on ai_content_searches for select
  using (auth.uid() = user_id);

create policy "Service role can insert searches"
  on ai_content_searches for insert
  with check (true);
