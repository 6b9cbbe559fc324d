-- message: syntax error at or near "polcy"
create table public.note (id uuid primary key);
create polcy note_select on public.note using (true); -- error: syntax-error `polcy`
-- Found at the token where the parser gave up, which may be on a later line.
alter table public.note enable row level security
create policy note_owner on public.note using (true); -- error: syntax-error `create`

-- What follows is read all the same.
select 1;
selct 2; -- error: syntax-error `selct`
-- Wrong, but not to the parser: the words are in order.
select no_such_function();
alter table public.nowhere enable row level security;
