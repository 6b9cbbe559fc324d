-- message: note_title_check is checked against every row of public.note while writers wait; add it with NOT VALID, validate it in a later file
-- file: 10_tables.sql
create table public.tag (id uuid primary key, label text);
create table public.note (id uuid, title text, tag_id uuid, n int);
create unique index note_id_idx on public.note (id);
create unique index note_title_idx on public.note (title);
create table public.event (id uuid, tag_id uuid, at timestamptz) partition by range (at);
create table public.event_2025 partition of public.event for values from ('2025-01-01') to ('2026-01-01');
alter table public.note add constraint earlier check (n > 0) not valid;

-- file: 20_change.sql
alter table public.note add check (n > 0); -- warning: constraint-validated-at-once `check (n > 0)`
alter table public.note
  add constraint "Tag" foreign key (tag_id) references public.tag (id) on delete cascade deferrable; -- warning: constraint-validated-at-once `constraint "Tag" foreign key (tag_id) references public.tag (id) on delete cascade deferrable`
alter table public.note add unique (title), add constraint k unique nulls not distinct (n); -- warning: constraint-validated-at-once `unique (title)`, constraint-validated-at-once `constraint k unique nulls not distinct (n)`
alter table public.tag add column key int unique; -- warning: constraint-validated-at-once `unique`
alter table public.tag add column old_key int check (old_key > 0); -- warning: constraint-validated-at-once `check (old_key > 0)`
-- A default gives the new column values that have to be looked up.
alter table public.tag add column parent uuid default 'c0000000-0000-4000-8000-000000000000' references public.tag (id); -- warning: constraint-validated-at-once `references public.tag (id)`
alter table public.event add constraint sane check (at > '2000-01-01'); -- warning: constraint-validated-at-once `constraint sane check (at > '2000-01-01')`
-- Pointless in one transaction.
alter table public.note add constraint late check (n < 100) not valid;
alter table public.note validate constraint late; -- warning: constraint-validated-at-once

-- Checked later, or nothing to check.
alter table public.note add constraint soon check (n < 100) not valid;
alter table public.note add constraint soon_key foreign key (tag_id) references public.tag (id) not valid;
alter table public.note validate constraint earlier;
alter table public.note add column other_tag_id uuid references public.tag (id);
-- The index is there already.
alter table public.note add constraint note_pkey primary key using index note_id_idx;
alter table public.note add constraint title_key unique using index note_title_idx;
-- Partitioned tables cannot have it otherwise.
alter table public.event add foreign key (tag_id) references public.tag (id);
alter table public.event add primary key (id, at);
-- Known miss: an exclusion constraint cannot be had otherwise either.
alter table public.note add exclude using btree (n with =);
-- A new table.
create table public.young (id uuid, tag_id uuid);
alter table public.young add primary key (id), add foreign key (tag_id) references public.tag (id), add check (id is not null);

-- file: 30_later.sql
alter table public.note validate constraint soon;
alter table public.note drop constraint soon;
