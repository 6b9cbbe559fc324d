-- message: function is_short(text) is LEAKPROOF, so that conditions that call it may see rows before row security hides them; nothing checks that it tells nobody
create function public.claims(body text) returns boolean language sql immutable leakproof set search_path = '' as 'select true'; -- warning: leakproof-function
create function public.claims_later(body text) returns boolean language sql immutable set search_path = '' as 'select true'; -- warning: leakproof-function
alter function public.claims_later(text) leakproof;

-- It says that it is not, says nothing, or says it no longer.
create function public.says_not(body text) returns boolean language sql immutable not leakproof set search_path = '' as 'select true';
create function public.says_nothing(body text) returns boolean language sql immutable set search_path = '' as 'select true';
create function public.mended(body text) returns boolean language sql immutable leakproof set search_path = '' as 'select true';
alter function public.mended(text) not leakproof;
