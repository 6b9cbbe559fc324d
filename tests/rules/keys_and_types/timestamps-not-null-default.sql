-- message: public.note.created_at is not declared not null
-- option: columns = ["created_at", "updated_at"]
create table public.note (
  id uuid primary key,
  created_at timestamptz, -- warning: timestamps-not-null-default
  updated_at timestamptz default now() -- warning: timestamps-not-null-default
);
create table public.reply (
  id uuid primary key,
  created_at timestamptz not null, -- warning: timestamps-not-null-default
  updated_at timestamptz not null default '2026-01-01' -- warning: timestamps-not-null-default
);
-- Once, where it is declared.
create table public.event (created_at timestamptz) partition by range (created_at); -- warning: timestamps-not-null-default `created_at timestamptz`
create table public.event_rest partition of public.event default;

-- Other columns, and tables without any.
create table public.session (id uuid primary key, closed_at timestamptz);

-- The same time in other words.
create table public.calm (created_at timestamptz not null default now(), updated_at timestamptz not null default current_timestamp);
create table public.words (created_at timestamptz default transaction_timestamp() not null);
create table public.utc (created_at timestamptz not null default timezone('utc', pg_catalog.now()));

-- Known miss: a time that is merely computed from now() passes.
create table public.later (created_at timestamptz not null default now() + interval '1 day');

-- Fixed.
create table public.mended (created_at timestamptz);
alter table public.mended alter column created_at set default now(), alter column created_at set not null;
