-- The year of the Creative Director; everybody has one brand, every third user a second one.

insert into auth.users (id) select id from person;

insert into public.brands (id, user_id, name)
select pg_temp.key('brand', 2 * n), id, 'Brand ' || n from person
union all
select pg_temp.key('brand', 2 * n + 1), id, 'Second brand ' || n from person where n % 3 = 0;

create function pg_temp.brand(person int, session_id uuid) returns uuid
language sql immutable parallel safe
return pg_temp.key('brand', 2 * person + case when person % 3 = 0 then hashtext(session_id::text) & 1 else 0 end);

-- Two of three are over; the others wait in one of the seven states before.
insert into public.conversation_sessions
  (id, brand_id, user_id, state, parsed_intent, created_at, last_activity_at, completed_at)
select
  id, pg_temp.brand(person, id), person_id, state, jsonb_build_object('goal', 'video', 'length', n % 90),
  began, ended, case when state in ('delivered', 'cancelled') then ended end
from conversation
  cross join lateral (
    select case
      when n % 3 = 0 then pg_temp.one_of('{initial,gathering,clarifying,planning,confirming,processing,verifying}', n, 11)
      else pg_temp.one_of('{delivered,delivered,delivered,cancelled}', n, 12)
    end
  ) as progress (state)
order by began;

-- What an assistant says has a provider and a price.
insert into public.conversation_messages (
  id, session_id, brand_id, user_id, role, content, tokens_used, model_used, provider, cost_usd, latency_ms, action_taken, created_at
)
select
  id, session_id, pg_temp.brand(person, session_id), person_id, role, pg_temp.words(n),
  case when role = 'assistant' then 20 + n % 400 end,
  case when role = 'assistant' then 'model-' || n % 4 end,
  case when role = 'assistant' then pg_temp.one_of('{openai,openai,openai,anthropic,anthropic,google}', n, 14) end,
  case when role = 'assistant' then (n % 997) / 100000.0 end,
  case when role = 'assistant' then 300 + n % 4000 end,
  case when role = 'assistant' then pg_temp.one_of('{responded,responded,asked_questions,delegated,error}', n, 15) end,
  at
from said
  cross join lateral (select pg_temp.one_of('{user,user,user,user,assistant,assistant,assistant,assistant,system}', n, 13)) as speaker (role)
order by at;
