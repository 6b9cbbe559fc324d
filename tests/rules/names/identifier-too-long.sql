-- message: this name has 73 bytes, and the server keeps 63: "Everybody who has signed in can read the notes that they wrote "
-- 64 bytes.
create table public.a123456789_123456789_123456789_123456789_123456789_123456789_123 ( -- warning: identifier-too-long `a123456789_123456789_123456789_123456789_123456789_123456789_123`
  id uuid constraint "b123456789 123456789 123456789 123456789 123456789 123456789 123" primary key, -- warning: identifier-too-long `"b123456789 123456789 123456789 123456789 123456789 123456789 123"`
  c123456789_123456789_123456789_123456789_123456789_123456789_123 text -- warning: identifier-too-long `c123456789_123456789_123456789_123456789_123456789_123456789_123`
);
-- To refer to it by all of its name or by what is left of it is no second fault.
create index d123456789_123456789_123456789_123456789_123456789_123456789_123 -- warning: identifier-too-long `d123456789_123456789_123456789_123456789_123456789_123456789_123`
  on public.a123456789_123456789_123456789_123456789_123456789_123456789_123 (id);
alter table public.a123456789_123456789_123456789_123456789_123456789_123456789_12 enable row level security;
-- To refer to it by another name that begins alike works too, and should not.
alter table
  public.a123456789_123456789_123456789_123456789_123456789_123456789_1299 force row level security; -- warning: identifier-too-long `a123456789_123456789_123456789_123456789_123456789_123456789_1299`

create view public.e123456789_123456789_123456789_123456789_123456789_123456789_123 as select 1 as one; -- warning: identifier-too-long `e123456789_123456789_123456789_123456789_123456789_123456789_123`
create type public.f123456789_123456789_123456789_123456789_123456789_123456789_123 as enum ('a'); -- warning: identifier-too-long `f123456789_123456789_123456789_123456789_123456789_123456789_123`
create function public.g123456789_123456789_123456789_123456789_123456789_123456789_123() -- warning: identifier-too-long `g123456789_123456789_123456789_123456789_123456789_123456789_123`
  returns integer language sql as 'select 1';
create function public.find(
  h123456789_123456789_123456789_123456789_123456789_123456789_123 uuid -- warning: identifier-too-long `h123456789_123456789_123456789_123456789_123456789_123456789_123`
) returns integer language sql as 'select 1';

-- Bytes count, not letters: 32 letters of two bytes each.
create table public.note (id uuid primary key);
create policy "ääääääääääääääääääääääääääääääää" on public.note for select to authenticated using (false); -- warning: identifier-too-long `"ääääääääääääääääääääääääääääääää"`
create policy "aäääääääääääääääääääääääääääääää" on public.note for select to authenticated using (false);

-- Two policies with one beginning are two policies, as long as their tables differ.
create table public.memo (id uuid primary key);
create policy "Who has signed in can read all notes and memos that they wrote themselves, of note" -- warning: identifier-too-long `"Who has signed in can read all notes and memos that they wrote themselves, of note"`
  on public.note for select to authenticated using (false);
create policy "Who has signed in can read all notes and memos that they wrote themselves, of memo" -- warning: identifier-too-long `"Who has signed in can read all notes and memos that they wrote themselves, of memo"`
  on public.memo for select to authenticated using (false);

-- Two columns are one, which the server refuses; two tables are one, and the second is never made.
create table public.pair (
  i123456789_123456789_123456789_123456789_123456789_123456789_123_a text, -- warning: identifier-too-long `i123456789_123456789_123456789_123456789_123456789_123456789_123_a`
  i123456789_123456789_123456789_123456789_123456789_123456789_123_b text -- warning: identifier-too-long `i123456789_123456789_123456789_123456789_123456789_123456789_123_b`
);
create table if not exists public.j123456789_123456789_123456789_123456789_123456789_123456789_123_a (id uuid); -- warning: identifier-too-long `j123456789_123456789_123456789_123456789_123456789_123456789_123_a`
create table if not exists public.j123456789_123456789_123456789_123456789_123456789_123456789_123_b (id uuid); -- warning: identifier-too-long `j123456789_123456789_123456789_123456789_123456789_123456789_123_b`

-- Exactly 63 bytes; long strings, comments and bodies are no names.
create table public.k123456789_123456789_123456789_123456789_123456789_123456789_12 (id uuid primary key);
comment on table public.note is 'l123456789_123456789_123456789_123456789_123456789_123456789_123456789_"long"';
create function public.long() returns text language sql as $$ select 'm123456789_123456789_123456789_123456789_123456789_123456789_123' $$;

-- Known miss: an alias in a query is cut as well.
create view public.aliased as select id as n123456789_123456789_123456789_123456789_123456789_123456789_123 from public.note;

-- Renamed to such a name, and fixed.
create table public.short (id uuid primary key);
alter table public.short
  rename to o123456789_123456789_123456789_123456789_123456789_123456789_123; -- warning: identifier-too-long `o123456789_123456789_123456789_123456789_123456789_123456789_123`
create table public.p123456789_123456789_123456789_123456789_123456789_123456789_123 (id uuid primary key);
alter table public.p123456789_123456789_123456789_123456789_123456789_123456789_123 rename to fixed;
