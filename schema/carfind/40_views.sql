-- Both run with their reader's rights, so that the policies of the two tables decide what they show.
-- Neither promises an order: an ORDER BY inside a view binds nobody who reads it.

create view public.session_summary
with (security_invoker = true)
as
select
  s.id,
  s.user_id,
  s.title,
  s.created_at,
  s.updated_at,
  count(m.id) as message_count,
  max(m.created_at) as last_message_at
from public.chat_sessions as s
left join public.chat_messages as m on s.id = m.session_id
group by s.id, s.user_id, s.title, s.created_at, s.updated_at;

create view public.session_with_messages
with (security_invoker = true)
as
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
from public.chat_sessions as s
left join public.chat_messages as m on s.id = m.session_id;

revoke all on public.session_summary, public.session_with_messages from anon, authenticated, service_role;
grant select on public.session_summary, public.session_with_messages to authenticated, service_role;
