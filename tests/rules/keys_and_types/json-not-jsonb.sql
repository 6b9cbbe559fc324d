-- message: shop.item.details is json, which has no equality and no GIN index; use jsonb
create domain public.document as json;
create table public.item (
  id uuid primary key,
  details json not null default '{}', -- info: json-not-jsonb `json`
  document public.document -- info: json-not-jsonb `public.document`
);
alter table public.item add column more json; -- info: json-not-jsonb `json`

create table public.calm (id uuid primary key, details jsonb, json text, path jsonpath);

-- Fixed.
create table public.mended (id uuid primary key, details json);
alter table public.mended alter column details type jsonb using details::jsonb;
