-- What a conversation was and what it cost. All of it runs with its caller's rights, so that the policies of
-- conversation_messages decide what is read; the backend, as service_role, reads everything.

-- The newest messages, newest first. Messages that were saved in one transaction have the same created_at: then an
-- answer is newer than its question, and the id settles the rest, so that two calls never disagree.
create function public.get_conversation_history(p_session_id uuid, p_limit integer default 50)
returns table (
  id           uuid,
  role         varchar,
  content      text,
  created_at   timestamptz,
  tokens_used  integer,
  model_used   varchar
)
language sql
stable
security invoker
set search_path = ''
as $$
  select m.id, m.role, m.content, m.created_at, m.tokens_used, m.model_used
  from public.conversation_messages as m
  where m.session_id = p_session_id
  order by m.created_at desc, m.role = 'user', m.id desc
  limit greatest(coalesce(p_limit, 50), 0);
$$;

create function public.get_session_cost(p_session_id uuid)
returns numeric
language sql
stable
security invoker
set search_path = ''
as $$
  select coalesce(sum(m.cost_usd), 0)
  from public.conversation_messages as m
  where m.session_id = p_session_id
    and m.cost_usd is not null;
$$;

create function public.get_session_message_stats(p_session_id uuid)
returns table (
  role           varchar,
  message_count  bigint,
  total_tokens   bigint,
  total_cost     numeric
)
language sql
stable
security invoker
set search_path = ''
as $$
  select m.role, count(*), coalesce(sum(m.tokens_used), 0), coalesce(sum(m.cost_usd), 0)
  from public.conversation_messages as m
  where m.session_id = p_session_id
  group by m.role
  order by m.role;
$$;

revoke all on function public.get_conversation_history(uuid, integer) from public, anon, authenticated, service_role;
revoke all on function public.get_session_cost(uuid) from public, anon, authenticated, service_role;
revoke all on function public.get_session_message_stats(uuid) from public, anon, authenticated, service_role;
grant execute on function public.get_conversation_history(uuid, integer) to authenticated, service_role;
grant execute on function public.get_session_cost(uuid) to authenticated, service_role;
grant execute on function public.get_session_message_stats(uuid) to authenticated, service_role;

create view public.provider_usage_stats
with (security_invoker = true)
as
select
  m.user_id,
  m.provider,
  count(*) as request_count,
  sum(m.tokens_used) as total_tokens,
  sum(m.cost_usd) as total_cost,
  avg(m.latency_ms) as avg_latency_ms,
  min(m.created_at) as first_use,
  max(m.created_at) as last_use
from public.conversation_messages as m
where m.provider is not null
  and m.created_at >= now() - interval '30 days'
group by m.user_id, m.provider;

comment on view public.provider_usage_stats is 'What each user asked of each provider in the last 30 days';

-- The days are those of UTC, whatever the time zone of who asks: else two readers would see two histories.
create view public.daily_message_volume
with (security_invoker = true)
as
select
  m.user_id,
  (m.created_at at time zone 'UTC')::date as date,
  count(*) as message_count,
  count(*) filter (where m.role = 'user') as user_messages,
  count(*) filter (where m.role = 'assistant') as assistant_messages,
  sum(m.tokens_used) as total_tokens,
  sum(m.cost_usd) as total_cost
from public.conversation_messages as m
group by m.user_id, (m.created_at at time zone 'UTC')::date;

comment on view public.daily_message_volume is 'What each user said and was told on each day of UTC';

revoke all on public.provider_usage_stats, public.daily_message_volume from anon, authenticated, service_role;
grant select on public.provider_usage_stats, public.daily_message_volume to authenticated, service_role;
