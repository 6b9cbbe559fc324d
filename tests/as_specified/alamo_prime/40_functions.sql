-- The three functions as their document gives them, defects included: the schema on which pgcordon must find fault.

create or replace function public.get_or_create_chat_session(
  _user_id      uuid,
  _group_id     uuid,
  _context_type text,
  _context_id   text default null,
  _mode         text default 'text',
  _expiry_hours int default 4
)
returns uuid
language plpgsql
security definer
set search_path = 'public'
as $$
declare
  _session_id uuid;
begin
  select id into _session_id
  from public.chat_sessions
  where user_id = _user_id
    and context_type = _context_type
    and status = 'active'
    and last_active_at > (now() - make_interval(hours => _expiry_hours))
  order by last_active_at desc
  limit 1;

  if _session_id is not null then
    update public.chat_sessions
    set last_active_at = now()
    where id = _session_id;

    return _session_id;
  end if;

  update public.chat_sessions
  set status = 'closed', updated_at = now()
  where user_id = _user_id
    and context_type = _context_type
    and status = 'active';

  insert into public.chat_sessions (user_id, group_id, context_type, context_id, mode)
  values (_user_id, _group_id, _context_type, _context_id, _mode)
  returning id into _session_id;

  return _session_id;
end;
$$;

create or replace function public.get_chat_history(
  _session_id   uuid,
  _max_messages  int default 20,
  _max_tokens   int default 4000
)
returns table (
  role      text,
  content   text,
  citations jsonb,
  created_at timestamptz
)
language plpgsql
stable security definer
set search_path = 'public'
as $$
declare
  _running_tokens int := 0;
begin
  return query
  with recent as (
    select
      m.role,
      m.content,
      m.citations,
      m.tokens_used,
      m.created_at
    from public.chat_messages m
    where m.session_id = _session_id
      and m.role in ('user', 'assistant')
      and m.content is not null
    order by m.created_at desc
    limit _max_messages
  )
  select
    r.role,
    r.content,
    r.citations,
    r.created_at
  from recent r
  order by r.created_at asc;
end;
$$;

create or replace function public.close_stale_sessions(
  _expiry_hours int default 4
)
returns int
language plpgsql
security definer
set search_path = 'public'
as $$
declare
  _closed_count int;
begin
  update public.chat_sessions
  set status = 'closed', updated_at = now()
  where status = 'active'
    and last_active_at < (now() - make_interval(hours => _expiry_hours));

  get diagnostics _closed_count = row_count;
  return _closed_count;
end;
$$;
