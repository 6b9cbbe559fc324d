-- The year in a restaurant group of twenty houses; everybody works in one of them.

insert into auth.users (id) select id from person;

insert into public.groups (id, name)
select pg_temp.key('group', n), 'House ' || n from generate_series(0, 19) as n;

insert into public.profiles (id, full_name, role)
select id, 'Colleague ' || n, case when n % 500 = 0 then 'admin' when n % 50 = 0 then 'manager' else 'staff' end::public.user_role
from person;

insert into public.group_memberships (user_id, group_id)
select id, pg_temp.key('group', n % 20) from person;

-- The newest of a user in a viewer is open, if it is not older than a month.
insert into public.chat_sessions
  (id, user_id, group_id, context_type, mode, message_count, status, started_at, last_active_at, created_at, updated_at)
select
  id, person_id, pg_temp.key('group', person % 20), context_type, pg_temp.one_of('{text,text,text,mic_tts,realtime_voice}', n, 12), messages,
  case
    when ended > now() - interval '30 days'
      and row_number() over (partition by person_id, context_type order by ended desc, n) = 1 then 'active'
    else 'closed'
  end,
  began, ended, began, ended
from conversation
  cross join lateral (
    select pg_temp.one_of('{wines,wines,dishes,recipes,manual,cocktails,beer_liquor}', n, 11)
  ) as viewer (context_type)
order by began;

insert into public.chat_messages (id, session_id, role, content, tokens_used, input_mode, created_at)
select
  id, session_id, role, pg_temp.words(n),
  case when role <> 'tool' then 20 + n % 400 end,
  case when role = 'user' then pg_temp.one_of('{text,text,voice}', n, 14) end,
  at
from said
  cross join lateral (select pg_temp.one_of('{user,user,user,user,assistant,assistant,assistant,assistant,tool}', n, 13)) as speaker (role)
order by at;
