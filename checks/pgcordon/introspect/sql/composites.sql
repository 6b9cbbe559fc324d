-- Composite types that belong to no table; `relation` holds their attributes.
select
  t.oid,
  t.typrelid as relation,
  n.nspname::text as schema,
  t.typname::text as name,
  obj_description(t.oid, 'pg_type') as comment,
  exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e') as member
from pg_type t
join pg_class c on c.oid = t.typrelid
join pg_namespace n on n.oid = t.typnamespace
where t.typtype = 'c' and c.relkind = 'c' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by t.oid
