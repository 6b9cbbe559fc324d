-- The tables whose content phase 3 searches. Their own migrations make them: here is as much as an embedding needs.

create table public.routes (id uuid primary key default extensions.uuid_generate_v4(), name text not null);
create table public.learning_paths (id uuid primary key default extensions.uuid_generate_v4(), name text not null);
create table public.exercises (id uuid primary key default extensions.uuid_generate_v4(), name text not null);
create table public.schools (id uuid primary key default extensions.uuid_generate_v4(), name text not null);
create table public.events (id uuid primary key default extensions.uuid_generate_v4(), name text not null);
create table public.instructors (id uuid primary key default extensions.uuid_generate_v4(), name text not null);

alter table public.routes enable row level security;
alter table public.learning_paths enable row level security;
alter table public.exercises enable row level security;
alter table public.schools enable row level security;
alter table public.events enable row level security;
alter table public.instructors enable row level security;
