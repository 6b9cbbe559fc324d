-- Conversations: one live session for each user, group and viewer; four hours of silence end it.

create table public.chat_sessions (
  id              uuid primary key default extensions.gen_random_uuid(),
  user_id         uuid not null references public.profiles (id) on delete cascade,
  group_id        uuid not null references public.groups (id) on delete cascade,
  context_type    text not null,
  context_id      text,
  mode            text not null default 'text',
  message_count   int not null default 0,
  started_at      timestamptz not null default now(),
  last_active_at  timestamptz not null default now(),
  status          text not null default 'active',
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now()
);

comment on column public.chat_sessions.context_type is 'The viewer in which the conversation takes place';
comment on column public.chat_sessions.context_id is
  'Slug of the item at which the conversation began, null for none; no part of which session is resumed';
comment on column public.chat_sessions.mode is 'How the session was started; later messages have their own input_mode';
comment on column public.chat_sessions.message_count is 'Kept by triggers on chat_messages';
comment on column public.chat_sessions.last_active_at is
  'Alive while this is after now() - 4 hours; at exactly four hours the session is stale';

alter table public.chat_sessions
  add constraint chat_sessions_context_type_check
  check (context_type in ('manual', 'recipes', 'dishes', 'wines', 'cocktails', 'beer_liquor'));

alter table public.chat_sessions
  add constraint chat_sessions_mode_check
  check (mode in ('text', 'mic_tts', 'realtime_voice'));

alter table public.chat_sessions
  add constraint chat_sessions_status_check
  check (status in ('active', 'closed'));

-- Unique, so that two callers at once cannot open two sessions: the second meets the first one's row.
create unique index idx_chat_sessions_user_context
  on public.chat_sessions (user_id, context_type, group_id)
  where status = 'active';

create index idx_chat_sessions_last_active
  on public.chat_sessions (last_active_at)
  where status = 'active';

create index idx_chat_sessions_group
  on public.chat_sessions (group_id, context_type);

-- A user's sessions whatever their status: the history in the client, the policies of chat_messages, and the
-- cascade from profiles. The partial index above knows the active ones alone.
create index idx_chat_sessions_user_last_active
  on public.chat_sessions (user_id, last_active_at desc);

alter table public.chat_sessions enable row level security;

revoke all on public.chat_sessions from anon, authenticated, service_role;
grant select, insert, update, delete on public.chat_sessions to service_role;
grant select, delete on public.chat_sessions to authenticated;
-- The rest has defaults that only the server may decide: counts, times, and that a session begins active.
grant insert (user_id, group_id, context_type, context_id, mode) on public.chat_sessions to authenticated;
-- Close it and touch it. Admins are the same database role, and are bound by the same columns.
grant update (status, last_active_at) on public.chat_sessions to authenticated;

create policy "Users can view own chat_sessions"
  on public.chat_sessions for select to authenticated
  using (user_id = (select auth.uid()));

create policy "Users can insert own chat_sessions"
  on public.chat_sessions for insert to authenticated
  with check (
    user_id = (select auth.uid())
    and group_id in (select m.group_id from public.group_memberships as m where m.user_id = (select auth.uid()))
  );

create policy "Users can update own chat_sessions"
  on public.chat_sessions for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

create policy "Admins can view all chat_sessions"
  on public.chat_sessions for select to authenticated
  using ((select public.has_role((select auth.uid()), 'admin')));

create policy "Admins can update all chat_sessions"
  on public.chat_sessions for update to authenticated
  using ((select public.has_role((select auth.uid()), 'admin')))
  with check ((select public.has_role((select auth.uid()), 'admin')));

create policy "Admins can delete chat_sessions"
  on public.chat_sessions for delete to authenticated
  using ((select public.has_role((select auth.uid()), 'admin')));

-- A policy sees the row before or the row after, never both, so what may follow what is a trigger's business.
-- It binds the backend too: a closed session stays closed, and nobody keeps one alive by dating it ahead.
create function public.guard_chat_session_lifecycle()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if old.status = 'closed' then
    raise check_violation using
      message = format('chat session %s is closed and stays as it is', old.id),
      hint = 'Call get_or_create_chat_session to open a new one.';
  end if;

  if new.last_active_at > clock_timestamp() and new.last_active_at <> old.last_active_at then
    raise check_violation using
      message = format('last_active_at of chat session %s lies in the future: %s', old.id, new.last_active_at);
  end if;

  return new;
end;
$$;

revoke all on function public.guard_chat_session_lifecycle() from public, anon, authenticated, service_role;

create trigger guard_chat_sessions_lifecycle
  before update of status, last_active_at on public.chat_sessions
  for each row
  when ((new.status, new.last_active_at) is distinct from (old.status, old.last_active_at))
  execute function public.guard_chat_session_lifecycle();

create trigger update_chat_sessions_updated_at
  before update on public.chat_sessions
  for each row execute function public.update_updated_at_column();
