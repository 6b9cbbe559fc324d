-- message: table public.note is locked without a lock_timeout: everybody waits behind it if it has to wait
-- file: 10_tables.sql
create table public.note (id uuid primary key, title text);
alter table public.note add column body text;
create policy own on public.note using (true);
create index a on public.note (title);
create index b on public.note (title);

-- file: 20_change.sql
create table public.young (id uuid primary key);
alter table public.young add column n int;
select 1;
alter table public.note add column n int; -- warning: lock-timeout-unset
-- Once a file.
alter table public.note add column m int;

-- file: 30_policy.sql
alter policy own on public.note using (false); -- warning: lock-timeout-unset
-- file: 31_policy.sql
create policy other on public.note for select using (true); -- warning: lock-timeout-unset
-- file: 32_index.sql
drop index public.a; -- warning: lock-timeout-unset
-- file: 33_late.sql
alter table public.note rename to memo; -- warning: lock-timeout-unset
set lock_timeout = '2s';
-- file: 34_other.sql
set statement_timeout = '2s';
drop table public.young; -- warning: lock-timeout-unset
-- Known miss: the limit is taken back before it is needed.
-- file: 35_reset.sql
set lock_timeout = '2s';
reset lock_timeout;
alter table public.memo add column o int;

-- file: 40_limited.sql
set lock_timeout = '2s';
alter table public.memo add column p int;
-- file: 41_limited.sql
begin;
set local lock_timeout to '2s';
drop policy own on public.memo;
commit;
-- Others may read and write meanwhile.
-- file: 42_weak.sql
drop index concurrently public.b;
create index concurrently c on public.memo (title);
alter table public.memo add constraint n_sane check (n > 0) not valid; -- warning: lock-timeout-unset
-- file: 43_weak.sql
alter table public.memo validate constraint n_sane;
alter table public.memo alter column n set statistics 500;
insert into public.memo (id) values (gen_random_uuid());
