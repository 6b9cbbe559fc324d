-- The year at a car search; one conversation in twenty is a visitor's.

insert into auth.users (id, is_anonymous) select id, false from person;

insert into auth.users (id, is_anonymous)
select pg_temp.key('visitor', n), true from conversation where n % 20 = 0;

insert into public.chat_sessions (id, user_id, title, created_at, updated_at)
select id, person_id, 'Conversation ' || n, began, ended
from conversation
where n % 20 <> 0
order by began;

-- The document knows of no visitor_id: a key that is no column is left out.
insert into public.chat_sessions
select filled.*
from conversation
  cross join lateral jsonb_populate_record(
    null::public.chat_sessions,
    jsonb_build_object(
      'id', id, 'visitor_id', pg_temp.key('visitor', n), 'title', 'Conversation ' || n, 'created_at', began, 'updated_at', ended
    )
  ) as filled
where n % 20 = 0;

insert into public.chat_messages (id, session_id, role, content, metadata, created_at)
select
  id, session_id, pg_temp.one_of('{user,user,user,user,assistant,assistant,assistant,assistant,system}', n, 13), pg_temp.words(n),
  case when n % 3 = 0 then jsonb_build_object('tokens', 20 + n % 400) else '{}' end,
  at
from said
order by at;
