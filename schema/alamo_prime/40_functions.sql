-- The three calls of the edge functions. All run with their caller's rights, so that the policies above decide
-- what they reach; the backend calls them as service_role, which bypasses row security.

create function public.get_or_create_chat_session(
  _user_id       uuid,
  _group_id      uuid,
  _context_type  text,
  _context_id    text default null,
  _mode          text default 'text',
  _expiry_hours  int default 4
)
returns uuid
language plpgsql
security invoker
set search_path = ''
as $$
declare
  _session_id uuid;
begin
  -- An admin may see and touch everybody's sessions, but does not speak for anybody.
  if row_security_active('public.chat_sessions') and _user_id is distinct from auth.uid() then
    raise insufficient_privilege using message = 'a chat session can only be opened for yourself';
  end if;

  if _expiry_hours is null or _expiry_hours <= 0 then
    raise invalid_parameter_value using
      message = format('_expiry_hours must be positive, got %s', coalesce(_expiry_hours::text, 'null'));
  end if;

  if not exists (
    select
    from public.group_memberships as m
    where m.user_id = _user_id
      and m.group_id = _group_id
  ) then
    raise foreign_key_violation using message = format('user %s is not a member of group %s', _user_id, _group_id);
  end if;

  update public.chat_sessions as s
  set status = 'closed'
  where s.user_id = _user_id
    and s.group_id = _group_id
    and s.context_type = _context_type
    and s.status = 'active'
    and s.last_active_at <= now() - make_interval(hours => _expiry_hours);

  -- What is still active is alive. One statement resumes it or opens a new one, so that a caller who comes second
  -- gets the first one's session. It may have begun earlier, hence greatest: the clock never goes back.
  insert into public.chat_sessions as s (user_id, group_id, context_type, context_id, mode)
  values (_user_id, _group_id, _context_type, _context_id, _mode)
  on conflict (user_id, context_type, group_id) where status = 'active'
  do update set last_active_at = greatest(s.last_active_at, now())
  returning s.id into _session_id;

  return _session_id;
end;
$$;

-- The newest messages, oldest first. Messages that were saved in one transaction have the same created_at: then a
-- question precedes its answer, and the id settles the rest, so that two calls never disagree.
-- _max_tokens is for the edge function, which trims what it gets here to its budget.
create function public.get_chat_history(
  _session_id    uuid,
  _max_messages  int default 20,
  _max_tokens    int default 4000
)
returns table (
  role        text,
  content     text,
  citations   jsonb,
  created_at  timestamptz
)
language sql
stable
security invoker
set search_path = ''
as $$
  select recent.role, recent.content, recent.citations, recent.created_at
  from (
    select m.id, m.role, m.content, m.citations, m.created_at
    from public.chat_messages as m
    where m.session_id = _session_id
      and m.role in ('user', 'assistant')
      and m.content is not null
    order by m.created_at desc, m.role = 'assistant' desc, m.id desc
    limit greatest(coalesce(_max_messages, 20), 0)
  ) as recent
  order by recent.created_at, recent.role = 'assistant', recent.id;
$$;

-- For a scheduled job or an operator; `<=` is the other side of what get_or_create_chat_session keeps alive.
create function public.close_stale_sessions(
  _expiry_hours  int default 4
)
returns int
language plpgsql
security invoker
set search_path = ''
as $$
declare
  _closed_count int;
begin
  if _expiry_hours is null or _expiry_hours <= 0 then
    raise invalid_parameter_value using
      message = format('_expiry_hours must be positive, got %s', coalesce(_expiry_hours::text, 'null'));
  end if;

  update public.chat_sessions as s
  set status = 'closed'
  where s.status = 'active'
    and s.last_active_at <= now() - make_interval(hours => _expiry_hours);

  get diagnostics _closed_count = row_count;
  return _closed_count;
end;
$$;

revoke all on function
  public.get_or_create_chat_session(uuid, uuid, text, text, text, int),
  public.get_chat_history(uuid, int, int),
  public.close_stale_sessions(int)
from public, anon, authenticated, service_role;

grant execute on function
  public.get_or_create_chat_session(uuid, uuid, text, text, text, int),
  public.get_chat_history(uuid, int, int)
to authenticated, service_role;

grant execute on function public.close_stale_sessions(int) to service_role;
