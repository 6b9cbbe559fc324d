-- message: the name of table column public.note.public does not match "(is|has|can)_.+"
-- option: pattern = "(is|has|can)_.+"
create domain public.flag as boolean;
create table public.note (
  id uuid primary key,
  public boolean, -- warning: boolean-name
  isdraft boolean, -- warning: boolean-name
  is_ boolean, -- warning: boolean-name
  locked public.flag, -- warning: boolean-name
  is_public boolean,
  has_images boolean,
  can_be_shared public.flag,
  flags boolean[],
  state text
);
alter table public.note add column "archived" bool; -- warning: boolean-name `"archived" bool`

-- A partition's columns are its parent's.
create table public.visit (id uuid, paid boolean) partition by hash (id); -- warning: boolean-name `paid boolean`
create table public.visit_0 partition of public.visit for values with (modulus 1, remainder 0);

-- Fixed.
create table public.fixed (id uuid primary key, open boolean, kept text);
alter table public.fixed rename column open to is_open;
alter table public.fixed alter column kept type boolean using kept = 'yes';
alter table public.fixed rename column kept to is_kept;
