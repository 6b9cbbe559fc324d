-- Conversations. Each belongs to one user or to one visitor, and nobody else knows of it.

create table public.chat_sessions (
  id          uuid primary key default extensions.uuid_generate_v4(),
  user_id     uuid references auth.users (id) on delete cascade,
  visitor_id  uuid references auth.users (id) on delete cascade,
  title       text not null default 'New Conversation',
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),

  constraint chat_sessions_title_length check (char_length(title) <= 100),
  -- What btrim takes away: every character of Unicode's White_Space, and those that have no width.
  constraint chat_sessions_title_not_empty check (
    btrim(
      title,
      e'\u0009\u000a\u000b\u000c\u000d\u0020\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008'
      '\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u180e\u200b\u200c\u200d\u2060\ufeff'
    ) <> ''
  ),
  constraint chat_sessions_one_owner check (num_nonnulls(user_id, visitor_id) = 1)
);

comment on table public.chat_sessions is 'Stores chat session metadata and user associations';
comment on column public.chat_sessions.id is 'Unique identifier for the chat session';
comment on column public.chat_sessions.user_id is 'References auth.users, null for anonymous sessions';
comment on column public.chat_sessions.visitor_id is
  'References auth.users: the visitor, signed in anonymously, whose session it is; null for the sessions of users';
comment on column public.chat_sessions.title is 'Human-readable title for the conversation';
comment on column public.chat_sessions.created_at is 'Timestamp when session was created';
comment on column public.chat_sessions.updated_at is 'Timestamp when session was last modified';

-- pgcordon: allow redundant-index: the document lists it beside the longer one
create index idx_chat_sessions_user_id on public.chat_sessions (user_id);

create index idx_chat_sessions_created_at on public.chat_sessions (created_at desc);

create index idx_chat_sessions_user_updated on public.chat_sessions (user_id, updated_at desc);

-- For the cascade from auth.users: visitors that never came back are deleted there.
create index idx_chat_sessions_visitor_id on public.chat_sessions (visitor_id) where visitor_id is not null;

-- What the policies ask for, newest first.
create index idx_chat_sessions_owner_updated
  on public.chat_sessions (coalesce(user_id, visitor_id), updated_at desc);

alter table public.chat_sessions enable row level security;

revoke all on public.chat_sessions from anon, authenticated, service_role;
grant select, insert, update, delete on public.chat_sessions to service_role;
grant select, delete on public.chat_sessions to authenticated;
-- The rest has defaults that only the server may decide.
grant insert (user_id, visitor_id, title) on public.chat_sessions to authenticated;
-- Not the owner: nobody hands a session to somebody else, nor to nobody.
grant update (title) on public.chat_sessions to authenticated;

create policy "Users can view their own sessions"
  on public.chat_sessions for select to authenticated
  using (coalesce(user_id, visitor_id) = (select auth.uid()));

-- Users fill user_id, visitors visitor_id; chat_sessions_one_owner keeps the other one null.
create policy "Users can insert their own sessions"
  on public.chat_sessions for insert to authenticated
  with check (case when (select public.is_visitor()) then visitor_id else user_id end = (select auth.uid()));

create policy "Users can update their own sessions"
  on public.chat_sessions for update to authenticated
  using (coalesce(user_id, visitor_id) = (select auth.uid()))
  with check (coalesce(user_id, visitor_id) = (select auth.uid()));

create policy "Users can delete their own sessions"
  on public.chat_sessions for delete to authenticated
  using (coalesce(user_id, visitor_id) = (select auth.uid()));

create function public.update_updated_at_column()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at = now();
  return new;
end;
$$;

-- A trigger function needs no caller: EXECUTE is checked when the trigger is created, not when it fires.
revoke all on function public.update_updated_at_column() from public, anon, authenticated, service_role;

-- A session that passes from a visitor to the user they became stays as it was: all of them at once would lose their
-- order.
create trigger update_chat_sessions_updated_at
  before update on public.chat_sessions
  for each row
  when ((old.visitor_id = new.user_id) is not true)
  execute function public.update_updated_at_column();
