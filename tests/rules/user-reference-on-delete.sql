-- option: users = ["auth.users", "profiles"]
create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade
);
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id), -- error: user-reference-on-delete
  editor_id uuid references public.profiles (id) on delete set null, -- error: user-reference-on-delete
  -- What happens on update is another matter.
  author_id uuid references public.profiles (id) on update cascade, -- error: user-reference-on-delete
  reader_id uuid,
  constraint reader foreign key (reader_id) references public.profiles on delete restrict -- error: user-reference-on-delete
);
-- Once, where it is declared.
create table public.visit (owner_id uuid references auth.users (id)) partition by list (owner_id); -- error: user-reference-on-delete
create table public.visit_rest partition of public.visit default;

-- Other tables, even of the same name.
create schema legacy;
create table legacy.profiles (id uuid primary key);
create table public.reply (
  id uuid primary key,
  note_id uuid references public.note (id),
  legacy_id uuid references legacy.profiles (id),
  owner_id uuid not null references public.profiles (id) on delete cascade
);

-- Fixed.
create table public.mended (id uuid primary key, owner_id uuid references auth.users (id));
alter table public.mended drop constraint mended_owner_id_fkey;
alter table public.mended add constraint mended_owner_id_fkey
  foreign key (owner_id) references auth.users (id) on delete cascade;
