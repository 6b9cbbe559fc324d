-- Enums.
select
  t.oid,
  n.nspname::text as schema,
  t.typname::text as name,
  array(select l.enumlabel::text from pg_enum l where l.enumtypid = t.oid order by l.enumsortorder) as labels,
  obj_description(t.oid, 'pg_type') as comment,
  exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e') as member
from pg_type t
join pg_namespace n on n.oid = t.typnamespace
where t.typtype = 'e' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by t.oid
