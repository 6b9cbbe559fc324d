-- Views and materialized views.
select
  c.oid,
  n.nspname::text as schema,
  c.relname::text as name,
  c.relkind = 'm' as materialized,
  pg_get_viewdef(c.oid) as definition,
  coalesce(c.reloptions, '{}') as options,
  pg_get_userbyid(c.relowner)::text as owner,
  obj_description(c.oid, 'pg_class') as comment,
  exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e') as member
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('v', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by c.oid
