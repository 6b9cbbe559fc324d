-- Schemas, apart from public, which every database has.
select
  n.oid,
  n.nspname::text as name,
  pg_get_userbyid(n.nspowner)::text as owner,
  obj_description(n.oid, 'pg_namespace') as comment,
  exists (
    select from pg_depend d where d.classid = 'pg_namespace'::regclass and d.objid = n.oid and d.deptype = 'e'
  ) as member
from pg_namespace n
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')
order by n.oid
