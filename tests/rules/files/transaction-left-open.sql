-- message: the transaction is not ended in this file: what it does may be rolled back; add a COMMIT
-- file: 10_tables.sql
begin;
create table public.note (id uuid primary key);
commit;
START TRANSACTION ISOLATION LEVEL SERIALIZABLE; -- warning: transaction-left-open
alter table public.note add column title text;

-- file: 11_twice.sql
begin; -- warning: transaction-left-open
begin; -- info: transaction-left-open
savepoint s;
rollback to s;
release s;

-- file: 12_ends.sql
commit; -- info: transaction-left-open
begin;
rollback;
end; -- info: transaction-left-open

-- file: 13_whole.sql
begin;
savepoint s;
end;
begin transaction;
abort;
-- These are no statements of the file.
do $$ begin commit; end $$;
create function public.f() returns int language sql begin atomic select 1; end;
