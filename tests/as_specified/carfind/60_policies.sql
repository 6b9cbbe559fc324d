-- Row security as the document gives it.

alter table chat_sessions enable row level security;
alter table chat_messages enable row level security;

create policy "Users can view their own sessions"
  on chat_sessions for select
  using (auth.uid() = user_id or user_id is null);

create policy "Users can insert their own sessions"
  on chat_sessions for insert
  with check (auth.uid() = user_id or user_id is null);

create policy "Users can update their own sessions"
  on chat_sessions for update
  using (auth.uid() = user_id or user_id is null)
  with check (auth.uid() = user_id or user_id is null);

create policy "Users can delete their own sessions"
  on chat_sessions for delete
  using (auth.uid() = user_id or user_id is null);

create policy "Users can view messages from their sessions"
  on chat_messages for select
  using (
    session_id in (
      select id from chat_sessions
      where auth.uid() = user_id or user_id is null
    )
  );

create policy "Users can insert messages to their sessions"
  on chat_messages for insert
  with check (
    session_id in (
      select id from chat_sessions
      where auth.uid() = user_id or user_id is null
    )
  );

create policy "Users can update messages from their sessions"
  on chat_messages for update
  using (
    session_id in (
      select id from chat_sessions
      where auth.uid() = user_id or user_id is null
    )
  )
  with check (
    session_id in (
      select id from chat_sessions
      where auth.uid() = user_id or user_id is null
    )
  );

create policy "Users can delete messages from their sessions"
  on chat_messages for delete
  using (
    session_id in (
      select id from chat_sessions
      where auth.uid() = user_id or user_id is null
    )
  );
