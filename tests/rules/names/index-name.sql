-- message: the name of index public.notes_by_user does not match "idx_{table}_{columns}"
-- option: pattern = "idx_{table}_{columns}(_[a-z]+)?"
create table public.note (id uuid primary key, owner_id uuid not null, title text unique);

create index notes_by_owner on public.note (owner_id); -- warning: index-name
create index idx_note_title on public.note (owner_id); -- warning: index-name
create index idx_notes_title on public.note (title); -- warning: index-name
create index idx_note_title_owner_id on public.note (owner_id, title); -- warning: index-name
-- PostgreSQL's own choice, note_title_idx.
create index on public.note (title);
-- Included columns are no keys.
create index idx_note_owner_id_title_id on public.note (owner_id) include (title, id); -- warning: index-name

create index idx_note_owner_id on public.note (owner_id);
create unique index idx_note_owner_id_title on public.note (owner_id, title desc);
create index idx_note_title_partial on public.note (title) where title <> '';
-- An expression may be called anything.
create index idx_note_lower_owner_id on public.note (lower(title), owner_id);

-- A column's name is taken literally, whatever it would mean in a regular expression.
create table public.odd ("a.b" uuid);
create index "idx_odd_a.b" on public.odd ("a.b");
create index idx_odd_axb on public.odd ("a.b"); -- warning: index-name

-- Fixed.
create index misnamed on public.note (owner_id);
alter index public.misnamed rename to idx_note_owner_id_again;
