-- message: shop.item.price holds money as double precision, which is not exact; use numeric
create domain public.inexact as real;
create table public.item (
  id uuid primary key,
  price double precision, -- warning: float-money `double precision`
  unit_cost real, -- warning: float-money `real`
  "shippingFees" float8, -- warning: float-money `float8`
  order_total float, -- warning: float-money `float`
  amount float(24), -- warning: float-money `float(24)`
  amount_usd real, -- warning: float-money `real`
  total_price_in_eur real, -- warning: float-money `real`
  price_per_hour real, -- warning: float-money `real`
  salaries real, -- warning: float-money `real`
  refund public.inexact -- warning: float-money `public.inexact`
);
alter table public.item add column balance float4; -- warning: float-money `float4`

create table public.calm (
  id uuid primary key,
  price numeric(10, 2),
  cost_cents bigint,
  fee text,
  prices real[],
  -- Rates, shares and statistics are no sums of money.
  tax_rate real, fee_percent real, price_change real, average_cost double precision, cost_score real, price_elasticity real,
  -- Nor are these money at all.
  total_distance double precision, battery_charge real, total_weight real, total_rooms real, token_total real, latitude double precision,
  priced real, accost real, coffee real
);
-- So much of what?
create table public.ingredient (id uuid primary key, amount real, unit text);
create table public.reading (id uuid primary key, total real, "measuringUnit" text);
-- Known miss: names in other languages, and such as say too little.
create table public.terse (id uuid primary key, preis real, value real, discount real);

-- Fixed.
create table public.mended (id uuid primary key, price real);
alter table public.mended alter column price type numeric;
