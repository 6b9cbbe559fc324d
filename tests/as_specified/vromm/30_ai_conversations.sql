-- The conversations as their document gives them.

create table ai_conversations (
  id uuid primary key default uuid_generate_v4(),
  user_id uuid references auth.users(id) on delete cascade,

  messages jsonb not null,

  model_used text not null,

  tokens_used integer,
  cost_usd decimal(10, 6),

  created_at timestamptz default now(),
  updated_at timestamptz default now()
);

create index idx_ai_conversations_user_id on ai_conversations(user_id);
create index idx_ai_conversations_created_at on ai_conversations(created_at desc);

alter table ai_conversations enable row level security;

create policy "Users can view their own conversations"
  on ai_conversations for select
  using (auth.uid() = user_id);

create policy "Users can insert their own conversations"
  on ai_conversations for insert
  with check (auth.uid() = user_id);

create policy "Users can update their own conversations"
  on ai_conversations for update
  using (auth.uid() = user_id);
