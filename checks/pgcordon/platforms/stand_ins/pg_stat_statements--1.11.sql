create view pg_stat_statements as
  select
    null::oid as userid,
    null::oid as dbid,
    true as toplevel,
    null::bigint as queryid,
    null::text as query,
    0::bigint as plans,
    0::double precision as total_plan_time,
    0::bigint as calls,
    0::double precision as total_exec_time,
    0::double precision as mean_exec_time,
    0::bigint as rows
  where false;

create function pg_stat_statements_reset(userid oid default 0, dbid oid default 0, queryid bigint default 0)
returns timestamptz
language sql
as $$ select pg_catalog.now() $$;

grant select on pg_stat_statements to public;
