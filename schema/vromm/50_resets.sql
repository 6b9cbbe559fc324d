-- Counters begin anew at midnight in Sweden: each day, and on the first of each month.
--
-- Both ask each row when it was last reset, not what day it is: a run that comes late still resets, and a second
-- one changes nothing. An hourly job is right all year round, though midnight there is at 22 or 23 hours UTC.

create function public.reset_daily_ai_usage(p_now timestamptz default now())
returns void
language sql
volatile
security invoker
set search_path = ''
as $$
  update public.user_ai_settings
  set daily_usage = 0,
      last_reset_date = (p_now at time zone 'Europe/Stockholm')::date
  where last_reset_date < (p_now at time zone 'Europe/Stockholm')::date;
$$;

create function public.reset_monthly_ai_usage(p_now timestamptz default now())
returns void
language sql
volatile
security invoker
set search_path = ''
as $$
  update public.user_ai_settings
  set monthly_usage = 0,
      last_monthly_reset_date = (p_now at time zone 'Europe/Stockholm')::date
  where last_monthly_reset_date < date_trunc('month', p_now at time zone 'Europe/Stockholm')::date;
$$;

comment on function public.reset_daily_ai_usage(timestamptz) is
  'Sets daily_usage to 0 where it counts an earlier Swedish day than that of p_now';
comment on function public.reset_monthly_ai_usage(timestamptz) is
  'Sets monthly_usage to 0 where it counts an earlier Swedish month than that of p_now';

revoke all on function
  public.reset_daily_ai_usage(timestamptz),
  public.reset_monthly_ai_usage(timestamptz)
from public, anon, authenticated, service_role;

grant execute on function
  public.reset_daily_ai_usage(timestamptz),
  public.reset_monthly_ai_usage(timestamptz)
to service_role;
