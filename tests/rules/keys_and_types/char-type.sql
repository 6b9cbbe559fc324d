-- message: shop.item.currency is character(3), which pads values with blanks; use text
create domain public.code as char(2);
create table public.item (
  id uuid primary key,
  currency char(3) not null, -- warning: char-type `char(3)`
  flag character, -- warning: char-type `character`
  blank bpchar, -- warning: char-type `bpchar`
  national national character(4), -- warning: char-type `national character(4)`
  country public.code -- warning: char-type `public.code`
);
alter table public.item add column size char(1); -- warning: char-type `char(1)`
create table public.altered (id uuid primary key, code text);
alter table public.altered alter column code type char(8); -- warning: char-type `char(8)`
-- Once, where it is declared.
create table public.event (kind char(1)) partition by list (kind); -- warning: char-type `char(1)`
create table public.event_rest partition of public.event default;

-- The internal type of one byte is another, though its name differs in quotes only.
create table public.calm (id uuid primary key, kind "char", name varchar(3), code text, char text);
-- Known miss: arrays.
create table public.listed (id uuid primary key, codes char(3)[]);

-- Fixed.
create table public.mended (id uuid primary key, code char(3));
alter table public.mended alter column code type text;
