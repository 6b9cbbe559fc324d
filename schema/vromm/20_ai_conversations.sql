-- Chat history: a user's conversations, each with all of its messages.

create table public.ai_conversations (
  id           uuid primary key default extensions.uuid_generate_v4(),
  user_id      uuid not null references auth.users (id) on delete cascade,
  messages     jsonb not null,
  model_used   text not null,
  tokens_used  integer,
  cost_usd     decimal(10, 6),
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now()
);

comment on table public.ai_conversations is 'Full conversation history';
comment on column public.ai_conversations.messages is
  '[{"role": "…", "content": "…", "timestamp": "…"}], as the user''s client wrote it: no witness of what a model said';
comment on column public.ai_conversations.model_used is 'The model used for this conversation';
comment on column public.ai_conversations.tokens_used is 'Written by the backend';
comment on column public.ai_conversations.cost_usd is 'Written by the backend';

alter table public.ai_conversations
  add constraint ai_conversations_messages_check
  check (jsonb_typeof(messages) = 'array');

alter table public.ai_conversations
  add constraint ai_conversations_tokens_used_check
  check (tokens_used >= 0);

alter table public.ai_conversations
  add constraint ai_conversations_cost_usd_check
  check (cost_usd >= 0);

create index idx_ai_conversations_user_id
  on public.ai_conversations (user_id);

create index idx_ai_conversations_created_at
  on public.ai_conversations (created_at desc);

alter table public.ai_conversations enable row level security;

revoke all on public.ai_conversations from anon, authenticated, service_role;
grant select, insert, update, delete on public.ai_conversations to service_role;
grant select on public.ai_conversations to authenticated;
-- What a conversation cost is the backend's to write, and whose it is never changes.
grant insert (user_id, messages, model_used) on public.ai_conversations to authenticated;
grant update (messages, model_used) on public.ai_conversations to authenticated;

create policy "Users can view their own conversations"
  on public.ai_conversations for select to authenticated
  using (user_id = (select auth.uid()));

create policy "Users can insert their own conversations"
  on public.ai_conversations for insert to authenticated
  with check (user_id = (select auth.uid()));

create policy "Users can update their own conversations"
  on public.ai_conversations for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

create trigger set_ai_conversations_updated_at
  before update on public.ai_conversations
  for each row execute function public.set_updated_at();
