-- The messages as their document gives them, defects included: the schema on which pgcordon must find fault.

create table public.chat_messages (
  id            uuid primary key default extensions.gen_random_uuid(),
  session_id    uuid not null references public.chat_sessions(id) on delete cascade,
  role          text not null,
  content       text,
  tool_calls    jsonb,
  tool_call_id  text,
  citations     jsonb,
  tokens_used   int,
  input_mode    text,
  created_at    timestamptz not null default now()
);

alter table public.chat_messages
  add constraint chat_messages_role_check
  check (role in ('user', 'assistant', 'tool'));

alter table public.chat_messages
  add constraint chat_messages_input_mode_check
  check (input_mode is null or input_mode in ('text', 'voice'));

create index idx_chat_messages_session_created
  on public.chat_messages (session_id, created_at asc);

create index idx_chat_messages_session_id
  on public.chat_messages (session_id);

alter table public.chat_messages enable row level security;

create policy "Users can view own chat_messages"
  on public.chat_messages for select to authenticated
  using (
    session_id in (
      select id from public.chat_sessions where user_id = auth.uid()
    )
  );

create policy "Users can insert own chat_messages"
  on public.chat_messages for insert to authenticated
  with check (
    session_id in (
      select id from public.chat_sessions where user_id = auth.uid()
    )
  );

create policy "Admins can view all chat_messages"
  on public.chat_messages for select to authenticated
  using (has_role(auth.uid(), 'admin'::user_role));

create policy "Admins can delete chat_messages"
  on public.chat_messages for delete to authenticated
  using (has_role(auth.uid(), 'admin'::user_role));
