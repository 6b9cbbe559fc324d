-- From visitor to user. A visitor who links an identity keeps their id, and with it their sessions: this puts them
-- where the sessions of users are. It may be called at any time, more than once, or never.
-- SECURITY DEFINER because nobody may write the owner of a session; it writes that of its caller's own alone.
create function public.keep_visitor_sessions()
returns int
language plpgsql
security definer
set search_path = ''
as $$
declare
  _kept_count int;
begin
  if public.is_visitor() then
    raise insufficient_privilege using
      message = 'a visitor has no account to keep sessions in',
      hint = 'Link an identity to the anonymous user first.';
  end if;

  update public.chat_sessions as s
  set user_id = s.visitor_id,
      visitor_id = null
  where s.visitor_id = auth.uid();

  get diagnostics _kept_count = row_count;
  return _kept_count;
end;
$$;

comment on function public.keep_visitor_sessions() is
  'Moves the sessions that the caller began as a visitor to user_id; returns how many';

revoke all on function public.keep_visitor_sessions() from public, anon, authenticated, service_role;
grant execute on function public.keep_visitor_sessions() to authenticated;
