-- The functions and triggers as their document gives them.

create or replace function update_updated_at_column()
returns trigger as $$
begin
  new.updated_at = now();
  return new;
end;
$$ language 'plpgsql';

create trigger update_chat_sessions_updated_at
  before update on chat_sessions
  for each row
  execute function update_updated_at_column();

create or replace function update_session_on_message_change()
returns trigger as $$
begin
  update chat_sessions
  set updated_at = now()
  where id = coalesce(new.session_id, old.session_id);

  return coalesce(new, old);
end;
$$ language 'plpgsql';

create trigger update_session_on_message_insert
  after insert on chat_messages
  for each row
  execute function update_session_on_message_change();

create trigger update_session_on_message_update
  after update on chat_messages
  for each row
  execute function update_session_on_message_change();

create trigger update_session_on_message_delete
  after delete on chat_messages
  for each row
  execute function update_session_on_message_change();
