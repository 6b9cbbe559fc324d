-- message: the name of table column public.invoice.bill_to does not match "(.+_)?{referenced_table}_id"
-- option: pattern = "table-id"
create table public.customers (id uuid primary key);
create table public.companies (id uuid primary key);
create table public.addresses (id uuid primary key);
create table public.ids (a integer, b integer, primary key (a, b));

create table public.invoice (
  id uuid primary key,
  bill_to uuid references public.customers (id), -- warning: foreign-key-name
  customer uuid references public.customers (id), -- warning: foreign-key-name
  company uuid, -- warning: foreign-key-name
  addressid uuid references public.addresses (id), -- warning: foreign-key-name
  owner_id uuid references auth.users (id), -- warning: foreign-key-name
  constraint invoice_company_fkey foreign key (company) references public.companies (id)
);
alter table public.invoice add column "to" uuid references public.customers (id); -- warning: foreign-key-name `"to" uuid references public.customers (id)`

create table public.offer (
  id uuid primary key,
  customer_id uuid references public.customers (id),
  customers_id uuid references public.customers (id),
  company_id uuid references public.companies (id),
  old_company_id uuid references public.companies (id),
  shipping_address_id uuid references public.addresses (id),
  user_id uuid references auth.users (id),
  a integer,
  b integer,
  foreign key (a, b) references public.ids (a, b)
);

-- The row is the user's once more.
create table public.profile (id uuid primary key references auth.users (id));

-- A column that refers to two tables is called after one of them.
create table public.either (
  id uuid primary key,
  customer_id uuid references public.customers (id) references public.companies (id)
);

-- No foreign key.
create table public.memo (id uuid primary key, customer uuid);

-- A partition's columns are its parent's.
create table public.visit (id uuid, who uuid references public.customers (id)) partition by hash (id); -- warning: foreign-key-name `who uuid references public.customers (id)`
create table public.visit_0 partition of public.visit for values with (modulus 1, remainder 0);

-- Fixed.
create table public.fixed (id uuid primary key, who uuid references public.customers (id));
alter table public.fixed rename column who to customer_id;
