-- Range types; their multiranges come with them.
select
  t.oid,
  n.nspname::text as schema,
  t.typname::text as name,
  r.rngsubtype as subtype,
  obj_description(t.oid, 'pg_type') as comment,
  exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e') as member
from pg_range r
join pg_type t on t.oid = r.rngtypid
join pg_namespace n on n.oid = t.typnamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by t.oid
