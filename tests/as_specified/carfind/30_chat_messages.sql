-- The messages as their document gives them.

create table chat_messages (
  id uuid primary key default uuid_generate_v4(),
  session_id uuid references chat_sessions(id) on delete cascade not null,
  role text not null,
  content text not null,
  metadata jsonb default '{}',
  created_at timestamptz default now() not null,

  constraint chat_messages_role_valid check (role in ('user', 'assistant', 'system')),
  constraint chat_messages_content_not_empty check (trim(content) <> ''),
  constraint chat_messages_content_length check (char_length(content) <= 50000)
);

comment on table chat_messages is 'Stores individual messages within chat sessions';
comment on column chat_messages.id is 'Unique identifier for the message';
comment on column chat_messages.session_id is 'References the parent chat session';
comment on column chat_messages.role is 'Message sender: user, assistant, or system';
comment on column chat_messages.content is 'The actual message content';
comment on column chat_messages.metadata is 'Additional message metadata (tokens, etc.)';
comment on column chat_messages.created_at is 'Timestamp when message was created';
