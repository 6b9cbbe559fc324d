-- message: migration 20250301120000_tag.sql was changed; databases that have run it stay as they are: write a new migration
-- base: supabase/migrations/20250301120000_edited.sql
create table public.a (id uuid primary key);
create table public.b (id uuid primary key);
-- base: supabase/migrations/0002_spaced.sql
create table public.c (id uuid primary key, title text default 'x');
-- base: V3__shorter.sql
create table public.d (id uuid primary key);
create table public.e (id uuid primary key);
-- base: 004_same.sql
create table public.f (id uuid primary key);
-- base: 0005_literal.sql
select 'A', "A";
-- base: schema/10_tables.sql
create table public.g (id uuid primary key);
-- base: seed.sql
select 1;
-- base: 0007_longer.sql
create table public.h (id uuid primary key);

-- file: supabase/migrations/20250301120000_edited.sql
create table public.a (id uuid primary key);
create table public.b (id bigint primary key); -- warning: edited-migration
-- file: supabase/migrations/0002_spaced.sql
-- Layout and comments are no SQL, and keywords may be written either way.
CREATE TABLE public.c (
  id    uuid primary key, -- the key
  title text DEFAULT 'x'
);
-- file: V3__shorter.sql
create table public.d (id uuid primary key); -- warning: edited-migration
-- file: 004_same.sql
create table public.f (id uuid primary key);
-- file: 0005_literal.sql
select 'a', "A"; -- warning: edited-migration
-- file: schema/10_tables.sql
create table public.g (id bigint primary key);
-- file: seed.sql
select 2;
-- file: 0006_new.sql
select 3;
-- file: 0007_longer.sql
create table public.h (id uuid primary key);
select 4; -- warning: edited-migration
