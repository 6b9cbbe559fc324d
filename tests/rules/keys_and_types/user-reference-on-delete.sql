-- message: public.note (owner_id) references auth.users on delete no action, not cascade
-- option: users = ["auth.users", "profiles"]
create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade
);
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id), -- warning: user-reference-on-delete `references auth.users (id)`
  editor_id uuid references public.profiles (id) on delete set null, -- warning: user-reference-on-delete `references public.profiles (id) on delete set null`
  -- What happens on update is another matter.
  author_id uuid references public.profiles (id) on update cascade, -- warning: user-reference-on-delete `references public.profiles (id) on update cascade`
  reader_id uuid,
  constraint reader foreign key (reader_id) references public.profiles on delete restrict -- warning: user-reference-on-delete
);
-- Once, where it is declared.
create table public.visit (owner_id uuid references auth.users (id)) partition by list (owner_id); -- warning: user-reference-on-delete `references auth.users (id)`
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
