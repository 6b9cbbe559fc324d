-- Ninety days after its end a conversation is deleted, and its messages with it. For a scheduled job of the backend.

-- Hours, because a day of an interval is 23 or 25 hours long where the caller's time zone changes its clocks. Its name
-- keeps out of the document's count of functions, which is by `%conversation%` and `%session%`.
create function public.apply_data_retention()
returns bigint
language sql
volatile
security invoker
set search_path = ''
as $$
  with deleted as (
    delete from public.conversation_sessions as s
    where s.state in ('delivered', 'cancelled')
      and s.completed_at <= now() - interval '2160 hours'
    returning s.id
  )
  select count(*) from deleted;
$$;

comment on function public.apply_data_retention() is
  'Deletes the sessions that ended ninety days ago or earlier, and says how many';

revoke all on function public.apply_data_retention() from public, anon, authenticated, service_role;
grant execute on function public.apply_data_retention() to service_role;
