-- The sessions as their document gives them, defects included: the schema on which pgcordon must find fault.

create table public.chat_sessions (
  id              uuid primary key default extensions.gen_random_uuid(),
  user_id         uuid not null references public.profiles(id) on delete cascade,
  group_id        uuid not null references public.groups(id) on delete cascade,
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

alter table public.chat_sessions
  add constraint chat_sessions_context_type_check
  check (context_type in (
    'manual', 'recipes', 'dishes', 'wines', 'cocktails', 'beer_liquor'
  ));

alter table public.chat_sessions
  add constraint chat_sessions_mode_check
  check (mode in ('text', 'mic_tts', 'realtime_voice'));

alter table public.chat_sessions
  add constraint chat_sessions_status_check
  check (status in ('active', 'closed'));

create index idx_chat_sessions_user_context
  on public.chat_sessions (user_id, context_type, status)
  where status = 'active';

create index idx_chat_sessions_last_active
  on public.chat_sessions (last_active_at)
  where status = 'active';

create index idx_chat_sessions_group
  on public.chat_sessions (group_id, context_type);

alter table public.chat_sessions enable row level security;

create policy "Users can view own chat_sessions"
  on public.chat_sessions for select to authenticated
  using (user_id = auth.uid());

create policy "Users can insert own chat_sessions"
  on public.chat_sessions for insert to authenticated
  with check (user_id = auth.uid());

create policy "Users can update own chat_sessions"
  on public.chat_sessions for update to authenticated
  using (user_id = auth.uid())
  with check (user_id = auth.uid());

create policy "Admins can view all chat_sessions"
  on public.chat_sessions for select to authenticated
  using (has_role(auth.uid(), 'admin'::user_role));

create policy "Admins can update all chat_sessions"
  on public.chat_sessions for update to authenticated
  using (has_role(auth.uid(), 'admin'::user_role))
  with check (has_role(auth.uid(), 'admin'::user_role));

create policy "Admins can delete chat_sessions"
  on public.chat_sessions for delete to authenticated
  using (has_role(auth.uid(), 'admin'::user_role));

create trigger update_chat_sessions_updated_at
  before update on public.chat_sessions
  for each row execute function public.update_updated_at_column();
