-- The views as their document gives them, with what it calls "Add RLS to views".

create view session_summary as
select
  s.id,
  s.user_id,
  s.title,
  s.created_at,
  s.updated_at,
  count(m.id) as message_count,
  max(m.created_at) as last_message_at
from chat_sessions s
left join chat_messages m on s.id = m.session_id
group by s.id, s.user_id, s.title, s.created_at, s.updated_at;

create view session_with_messages as
select
  s.id as session_id,
  s.user_id,
  s.title,
  s.created_at as session_created_at,
  s.updated_at as session_updated_at,
  m.id as message_id,
  m.role,
  m.content,
  m.metadata,
  m.created_at as message_created_at
from chat_sessions s
left join chat_messages m on s.id = m.session_id
order by s.updated_at desc, m.created_at asc;

alter view session_summary owner to postgres;
alter view session_with_messages owner to postgres;
