-- The sessions as their document gives them.

create table chat_sessions (
  id uuid primary key default uuid_generate_v4(),
  user_id uuid references auth.users(id) on delete cascade,
  title text not null default 'New Conversation',
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,

  constraint chat_sessions_title_length check (char_length(title) <= 100),
  constraint chat_sessions_title_not_empty check (trim(title) <> '')
);

comment on table chat_sessions is 'Stores chat session metadata and user associations';
comment on column chat_sessions.id is 'Unique identifier for the chat session';
comment on column chat_sessions.user_id is 'References auth.users, null for anonymous sessions';
comment on column chat_sessions.title is 'Human-readable title for the conversation';
comment on column chat_sessions.created_at is 'Timestamp when session was created';
comment on column chat_sessions.updated_at is 'Timestamp when session was last modified';
