-- message: the name of table column public.note.note_key does not match "id"
-- option: primary_key = "id"
-- option: pattern = "(?!{table}_)[a-z0-9_]{1,20}"
create table public.note (
  note_key uuid primary key, -- warning: column-name, column-name
  note_title text, -- warning: column-name
  a_name_that_goes_on_and_on text, -- warning: column-name
  title text
);
create table public.memo (id uuid primary key, note_title text);
create table public.letter (letter_no uuid, constraint letter_pkey primary key (letter_no)); -- warning: column-name `letter_no uuid`, column-name `letter_no uuid`

-- A key of two columns, and one that refers to another table, are named after what they refer to.
create table public.note_tag (note_id uuid, tag text, primary key (note_id, tag));
create table public.draft (memo_id uuid primary key references public.memo (id));

-- No primary key.
create table public.event (what text);

-- Named where it was inherited from.
create table public.place (
  place_id uuid primary key, -- warning: column-name, column-name
  a_name_that_goes_on_and_on text -- warning: column-name
) partition by hash (place_id);
create table public.place_0 partition of public.place for values with (modulus 1, remainder 0);

-- Fixed.
create table public.fixed (fixed_id uuid primary key);
alter table public.fixed rename column fixed_id to id;
