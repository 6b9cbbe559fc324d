-- message: shop.item.price is money, whose currency is the reader's setting; use numeric
create domain public.price as money;
create table public.item (
  id uuid primary key,
  price money not null, -- warning: money-type `money`
  cost public.price -- warning: money-type `public.price`
);
alter table public.item add column fee money; -- warning: money-type `money`

create schema shop;
create type shop.money as (amount numeric, currency text);
create table public.calm (id uuid primary key, price numeric, money bigint, sum shop.money);

-- Fixed.
create table public.mended (id uuid primary key, price money);
alter table public.mended alter column price type numeric;
