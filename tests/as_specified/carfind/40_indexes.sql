-- The indexes as their document gives them.

create index idx_chat_sessions_user_id on chat_sessions(user_id);

create index idx_chat_sessions_created_at on chat_sessions(created_at desc);

create index idx_chat_sessions_user_updated on chat_sessions(user_id, updated_at desc);

create index idx_chat_messages_session_id on chat_messages(session_id);

create index idx_chat_messages_session_created on chat_messages(session_id, created_at);

create index idx_chat_messages_role on chat_messages(role);
