-- message: shop.item.title is varchar(255); use text, with a check if the limit has a reason
-- option: tolerated = 16
create domain public.line as varchar(80);
create table public.item (
  id uuid primary key,
  title varchar(255) not null, -- warning: varchar-limit `varchar(255)`
  "Sub Title" character varying(17), -- warning: varchar-limit `character varying(17)`
  line public.line -- warning: varchar-limit `public.line`
);
alter table public.item add column size varchar(100); -- warning: varchar-limit `varchar(100)`
create table public.altered (id uuid primary key, code text);
alter table public.altered alter column code type varchar(80); -- warning: varchar-limit `varchar(80)`

create table public.calm (
  id uuid primary key, code varchar(16), free varchar, text text check (char_length(text) <= 255), tags varchar(80)[]
);

-- Fixed.
create table public.mended (id uuid primary key, code varchar(80));
alter table public.mended alter column code type text;
