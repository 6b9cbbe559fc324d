-- message: the name of table public.note does not match "{plural}"
-- option: pattern = "plural"
create table public.note (id uuid primary key); -- warning: table-name
create table public.order_item (id uuid primary key); -- warning: table-name
create table public.users_profile (id uuid primary key); -- warning: table-name
create table public.status (id uuid primary key); -- warning: table-name
create table public.address (id uuid primary key); -- warning: table-name
create table public.analysis (id uuid primary key); -- warning: table-name
create table public.person (id uuid primary key); -- warning: table-name
create table public.thing_2 (id uuid primary key); -- warning: table-name
create schema shop;
create table shop.gift (id uuid primary key); -- warning: table-name

create table public.notes (id uuid primary key);
create table public.order_items (id uuid primary key);
create table public.user_addresses (id uuid primary key);
create table public.statuses (id uuid primary key);
create table public.analyses (id uuid primary key);
create table public.people (id uuid primary key);
create table public.things_2 (id uuid primary key);
create table public."Notes" (id uuid primary key);
create table public._drafts (id uuid primary key);

-- The word does not show it.
create table public.audit_log (id uuid primary key);
create table public.price_history (id uuid primary key);
create table public.sms (id uuid primary key);
create table public.metadata (id uuid primary key);

-- Partitions are called after their table, as a rule with what they hold.
create table public.visits (day date primary key) partition by range (day);
create table public.visit_2026 partition of public.visits for values from ('2026-01-01') to ('2027-01-01');

-- Views are no tables.
create view public.note_title as select id from public.notes;

-- Known miss: an adjective or a verb behind the plural is taken for the thing itself.
create table public.orders_archived (id uuid primary key); -- warning: table-name

-- Fixed.
create table public.wrong (id uuid primary key);
alter table public.wrong rename to wrongs;
