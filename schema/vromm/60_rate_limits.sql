-- What the tables exist for: 10 queries a day for free, 100 for premium, any number with one's own keys.

-- For the backend, before it asks a provider. One statement compares and counts, so that of two callers at once only
-- one takes the last query of the day, and it counts from zero where the reset has yet to come. The error is one
-- that PostgREST answers with HTTP 429: a caller who does not look at results is stopped as well.
create function public.record_ai_usage(
  p_user_id   uuid,
  p_provider  text,
  p_tokens    integer default null,
  p_cost      numeric default null
)
returns uuid
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_today   constant date := (now() at time zone 'Europe/Stockholm')::date;
  v_tier    text;
  v_log_id  uuid;
begin
  insert into public.user_ai_settings as s (user_id, daily_usage, monthly_usage)
  values (p_user_id, 1, 1)
  on conflict (user_id) do update
  set daily_usage = case when s.last_reset_date < v_today then 1 else s.daily_usage + 1 end,
      last_reset_date = greatest(s.last_reset_date, v_today),
      monthly_usage = case
        when s.last_monthly_reset_date < date_trunc('month', v_today::timestamp)::date then 1
        else s.monthly_usage + 1
      end,
      last_monthly_reset_date = greatest(s.last_monthly_reset_date, v_today)
  where s.tier = 'byok'
     or s.last_reset_date < v_today
     or s.daily_usage < case s.tier when 'free' then 10 when 'premium' then 100 end
  returning s.tier into v_tier;

  if not found then
    raise sqlstate 'PT429' using
      message = format('user %s has used up the AI queries of %s', p_user_id, v_today),
      hint = 'The next day begins at midnight in Sweden.';
  end if;

  insert into public.ai_usage_logs (user_id, tier, provider, tokens_used, cost_usd)
  values (p_user_id, v_tier, p_provider, p_tokens, p_cost)
  returning id into v_log_id;

  return v_log_id;
end;
$$;

comment on function public.record_ai_usage(uuid, text, integer, numeric) is
  'Counts and logs one query, or raises PT429 where the day''s are used up. Gives the id of the log entry, to which '
  'the backend may add tokens and cost once it knows them';

revoke all on function
  public.record_ai_usage(uuid, text, integer, numeric)
from public, anon, authenticated, service_role;

grant execute on function public.record_ai_usage(uuid, text, integer, numeric) to service_role;
