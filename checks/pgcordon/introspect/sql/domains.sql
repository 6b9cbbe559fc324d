-- Domains with their checks.
select
  t.oid,
  n.nspname::text as schema,
  t.typname::text as name,
  t.typbasetype as base,
  format_type(t.typbasetype, t.typtypmod) as written,
  t.typnotnull as not_null,
  pg_get_expr(t.typdefaultbin, 0) as default_value,
  array(
    select k.conname::text from pg_constraint k where k.contypid = t.oid and k.contype = 'c' order by k.oid
  ) as check_names,
  array(
    select pg_get_expr(k.conbin, 0) from pg_constraint k where k.contypid = t.oid and k.contype = 'c' order by k.oid
  ) as checks,
  obj_description(t.oid, 'pg_type') as comment,
  exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e') as member
from pg_type t
join pg_namespace n on n.oid = t.typnamespace
where t.typtype = 'd' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by t.oid
