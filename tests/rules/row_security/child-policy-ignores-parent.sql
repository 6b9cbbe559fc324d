-- message: the check of policy message_insert on public.message asks for user_id and not whose public.session it is that session_id points to
create table public.session (id uuid primary key, user_id uuid not null references auth.users (id));
alter table public.session enable row level security;
create policy own on public.session to authenticated using (user_id = (select auth.uid()));
create table public.message (
  id uuid primary key,
  session_id uuid references public.session (id),
  user_id uuid not null references auth.users (id)
);
alter table public.message enable row level security;
create policy a on public.message for insert to authenticated with check (user_id = auth.uid()); -- error: child-policy-ignores-parent `user_id = auth.uid()`
create policy b on public.message for update to authenticated using (user_id = auth.uid()); -- error: child-policy-ignores-parent `user_id = auth.uid()`
create policy c on public.message using (auth.uid() = user_id and id is not null); -- error: child-policy-ignores-parent `auth.uid() = user_id and id is not null`

-- The parent is looked at, or its column is.
create policy d on public.message for insert to authenticated
  with check (user_id = auth.uid() and session_id in (select id from public.session where user_id = auth.uid()));
create policy e on public.message for insert to authenticated with check (user_id = auth.uid() and session_id is null);
create function public.is_mine(session uuid) returns boolean language sql stable set search_path = '' as $$
  select exists (select from public.session where id = session and user_id = (select auth.uid()))
$$;
create policy f on public.message for insert to authenticated with check (user_id = auth.uid() and public.is_mine(session_id));
-- Nothing is written, or nothing is asked.
create policy g on public.message for select to authenticated using (user_id = auth.uid());
create policy h on public.message for delete to authenticated using (user_id = auth.uid());
create policy i on public.message for insert to service_role with check (user_id = auth.uid());

-- Everybody may see these parents, and comment on them.
create table public.post (id uuid primary key, user_id uuid not null, published boolean not null);
alter table public.post enable row level security;
create policy shown on public.post for select using (published or user_id = auth.uid());
create policy own on public.post for update to authenticated using (user_id = auth.uid());
create table public.comment (id uuid primary key, post_id uuid references public.post (id), user_id uuid not null);
alter table public.comment enable row level security;
create policy a on public.comment for insert to authenticated with check (user_id = auth.uid());

-- The parent is the user, or is tied to the user by the key.
create table public.profile (id uuid primary key references auth.users (id));
alter table public.profile enable row level security;
create policy own on public.profile to authenticated using (id = auth.uid());
create table public.setting (user_id uuid primary key references public.profile (id));
alter table public.setting enable row level security;
create policy own on public.setting to authenticated using (user_id = auth.uid());
create table public.folder (id uuid, user_id uuid, primary key (id, user_id));
alter table public.folder enable row level security;
create policy own on public.folder to authenticated using (user_id = auth.uid());
create table public.file (id uuid primary key, folder_id uuid, user_id uuid, foreign key (folder_id, user_id) references public.folder);
alter table public.file enable row level security;
create policy own on public.file to authenticated using (user_id = auth.uid());

-- A restrictive policy looks at it, or a trigger does.
create table public.limited (id uuid primary key, session_id uuid references public.session (id), user_id uuid not null);
alter table public.limited enable row level security;
create policy own on public.limited to authenticated using (user_id = auth.uid());
create policy theirs on public.limited as restrictive for insert with check (session_id in (select id from public.session));
create policy moved on public.limited as restrictive for update with check (session_id in (select id from public.session));
create policy whole on public.limited as restrictive using (session_id in (select id from public.session));
create function public.check_session() returns trigger language plpgsql set search_path = '' as $$
begin
  if not exists (select from public.session s where s.id = new.session_id and s.user_id = new.user_id) then
    raise exception 'not yours';
  end if;
  return new;
end
$$;
create table public.watched (id uuid primary key, session_id uuid references public.session (id), user_id uuid not null);
alter table public.watched enable row level security;
create policy own on public.watched to authenticated using (user_id = auth.uid());
create trigger check_session before insert or update on public.watched for each row execute function public.check_session();

-- Its roles may not write the column.
create table public.fixed (id uuid primary key, session_id uuid references public.session (id), user_id uuid not null, body text);
alter table public.fixed enable row level security;
create policy own on public.fixed for update to authenticated using (user_id = auth.uid());
grant update (body) on public.fixed to authenticated;

-- Fixed.
create policy mended on public.message for insert to authenticated with check (user_id = auth.uid());
alter policy mended on public.message with check (exists (
  select from public.session s where s.id = message.session_id and s.user_id = auth.uid()
) and user_id = auth.uid());

-- Known miss: it looks one parent up and forgets the other.
create table public.reply (
  id uuid primary key,
  session_id uuid references public.session (id),
  message_id uuid references public.message (id),
  user_id uuid not null
);
alter table public.reply enable row level security;
create policy a on public.reply for insert to authenticated
  with check (user_id = auth.uid() and session_id in (select id from public.session where user_id = auth.uid()));

-- Known miss: its trigger dates the parent and refuses nothing.
create function public.touch_session() returns trigger language plpgsql set search_path = '' as $$
begin
  update public.session set user_id = user_id where id = new.session_id;
  return null;
end
$$;
create table public.touching (id uuid primary key, session_id uuid references public.session (id), user_id uuid not null);
alter table public.touching enable row level security;
create policy own on public.touching to authenticated using (user_id = auth.uid());
create trigger touch_session after insert on public.touching for each row execute function public.touch_session();
