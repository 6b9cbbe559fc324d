-- message: the name of function public.add_tax(numeric) does not match "fn_.+"
-- option: pattern = "fn_.+"
-- option: trigger = "trg_.+"
create function public.add_tax(amount numeric) returns numeric language sql as 'select amount'; -- warning: function-name
create function public.trg_add_tax() returns numeric language sql as 'select 1'; -- warning: function-name
create procedure public.cleanup() language sql as 'select 1'; -- warning: function-name
create function public.fn_touch() returns trigger language plpgsql as $$ begin return new; end $$; -- warning: function-name

create function public.fn_add_tax(amount numeric) returns numeric language sql as 'select amount';
create procedure public.fn_cleanup() language sql as 'select 1';
create function public.trg_touch() returns trigger language plpgsql as $$ begin return new; end $$;

-- Fixed.
create function public.wrong() returns integer language sql as 'select 1';
alter function public.wrong() rename to fn_right;
