-- A conversation between a user and the Creative Director about one brand, from the first words to the delivery.

create table public.conversation_sessions (
  id                   uuid primary key default gen_random_uuid(),
  brand_id             uuid not null references public.brands (id) on delete cascade,
  user_id              uuid not null references auth.users (id) on delete cascade,
  state                varchar not null default 'initial',
  parsed_intent        jsonb not null default '{}',
  answered_questions   jsonb not null default '{}',
  pending_questions    jsonb not null default '[]',
  selected_kb_ids      uuid[] not null default '{}',
  active_task_plan_id  uuid,
  created_at           timestamptz not null default now(),
  last_activity_at     timestamptz not null default now(),
  completed_at         timestamptz
);

alter table public.conversation_sessions
  add constraint conversation_sessions_state_check
  check (state in (
    'initial', 'gathering', 'clarifying', 'planning', 'confirming', 'processing', 'verifying', 'delivered', 'cancelled'
  ));

comment on table public.conversation_sessions is 'Conversations between users and the Creative Director';
comment on column public.conversation_sessions.state is
  'How far the conversation has come; delivered and cancelled are final, and a final state stays final';
comment on column public.conversation_sessions.parsed_intent is 'What the user was understood to want';
comment on column public.conversation_sessions.answered_questions is 'Answers by the id of their question';
comment on column public.conversation_sessions.pending_questions is 'Questions that the user has yet to answer';
comment on column public.conversation_sessions.selected_kb_ids is
  'Knowledge bases to draw on; no foreign key, so whoever looks one up must ask whether the user may';
comment on column public.conversation_sessions.active_task_plan_id is 'The plan under way; the backend''s to write';
comment on column public.conversation_sessions.last_activity_at is
  'When the session or one of its messages was last written; kept by triggers';
comment on column public.conversation_sessions.completed_at is
  'When a final state was entered, null before; kept by a trigger';

-- A user's sessions, those with the latest activity first. Also serves the foreign key.
create index idx_sessions_user_id
  on public.conversation_sessions (user_id, last_activity_at desc);

create index idx_sessions_brand_id
  on public.conversation_sessions (brand_id);

create index idx_sessions_active
  on public.conversation_sessions (state)
  where state not in ('delivered', 'cancelled');

create index idx_sessions_last_activity
  on public.conversation_sessions (last_activity_at desc);

create index idx_sessions_user_active
  on public.conversation_sessions (user_id, state)
  where state not in ('delivered', 'cancelled');

alter table public.conversation_sessions enable row level security;

revoke all on public.conversation_sessions from anon, authenticated, service_role;
grant select, insert, update, delete on public.conversation_sessions to service_role;
grant select, delete on public.conversation_sessions to authenticated;
-- Of the rest, times are the triggers' and the task plan is the backend's; whose session it is never changes.
grant insert (
  brand_id, user_id, state, parsed_intent, answered_questions, pending_questions, selected_kb_ids
) on public.conversation_sessions to authenticated;
grant update (
  state, parsed_intent, answered_questions, pending_questions, selected_kb_ids
) on public.conversation_sessions to authenticated;

create policy "Users can view own data"
  on public.conversation_sessions for select to authenticated
  using (user_id = (select auth.uid()));

create policy "Users can create own data"
  on public.conversation_sessions for insert to authenticated
  with check (
    user_id = (select auth.uid())
    and brand_id in (select b.id from public.brands as b where b.user_id = (select auth.uid()))
  );

create policy "Users can update own data"
  on public.conversation_sessions for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

create policy "Users can delete own data"
  on public.conversation_sessions for delete to authenticated
  using (user_id = (select auth.uid()));

-- A policy sees the row before or the row after, never both, so what may follow what is the trigger's business.
-- It binds the backend and the owner too.
create function public.update_session_activity()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'initial' then
      raise check_violation using
        message = format('a conversation session begins as initial, not as %s', new.state);
    end if;
    new.completed_at := null;
    return new;
  end if;

  if (new.id, new.user_id, new.brand_id) is distinct from (old.id, old.user_id, old.brand_id) then
    raise check_violation using
      message = format('conversation session %s keeps its id, its user and its brand', old.id);
  end if;

  -- A transaction that began earlier may come later, hence greatest: the clock never goes back.
  new.last_activity_at := greatest(old.last_activity_at, now());
  new.completed_at := old.completed_at;

  if old.state in ('delivered', 'cancelled') then
    -- A late message of the backend still counts as activity, and nothing else may change.
    old.last_activity_at := new.last_activity_at;
    if new is distinct from old then
      raise check_violation using
        message = format('conversation session %s is %s and stays as it is', old.id, old.state),
        hint = 'Open a new session.';
    end if;
    return new;
  end if;

  if new.state in ('delivered', 'cancelled') then
    new.completed_at := now();
    return new;
  end if;

  if new.state <> old.state and (old.state, new.state) not in (
    ('initial', 'gathering'),
    ('gathering', 'clarifying'),
    ('gathering', 'planning'),     -- nothing needs clarifying
    ('clarifying', 'gathering'),   -- an answer opens the subject again
    ('clarifying', 'planning'),
    ('planning', 'clarifying'),    -- planning shows that something is missing
    ('planning', 'confirming'),
    ('confirming', 'planning'),    -- the user wants it otherwise
    ('confirming', 'processing'),
    ('processing', 'planning'),    -- the plan cannot be carried out
    ('processing', 'verifying'),
    ('verifying', 'processing')    -- the result is not good enough
  ) then
    raise check_violation using
      message = format('conversation session %s cannot go from %s to %s', old.id, old.state, new.state);
  end if;

  return new;
end;
$$;

-- A trigger function needs no caller: EXECUTE is checked when the trigger is created, not when it fires.
revoke all on function public.update_session_activity() from public, anon, authenticated, service_role;

create trigger trigger_update_session_activity
  before insert or update on public.conversation_sessions
  for each row execute function public.update_session_activity();

-- Both run with their caller's rights, so that the policies decide whose session it may be. A session that is not
-- there and one that is somebody else's give the same answer.
create function public.complete_conversation_session(session_id uuid)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
begin
  update public.conversation_sessions as s
  set state = 'delivered'
  where s.id = complete_conversation_session.session_id;

  if not found then
    raise no_data_found using message = format('no conversation session %s of yours', session_id);
  end if;
end;
$$;

create function public.cancel_conversation_session(session_id uuid)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
begin
  update public.conversation_sessions as s
  set state = 'cancelled'
  where s.id = cancel_conversation_session.session_id;

  if not found then
    raise no_data_found using message = format('no conversation session %s of yours', session_id);
  end if;
end;
$$;

revoke all on function public.complete_conversation_session(uuid) from public, anon, authenticated, service_role;
revoke all on function public.cancel_conversation_session(uuid) from public, anon, authenticated, service_role;
grant execute on function public.complete_conversation_session(uuid) to authenticated, service_role;
grant execute on function public.cancel_conversation_session(uuid) to authenticated, service_role;
