-- Sequences and the columns that own them.
select
  c.oid,
  n.nspname::text as schema,
  c.relname::text as name,
  tn.nspname::text as table_schema,
  t.relname::text as table_name,
  a.attname::text as column_name,
  obj_description(c.oid, 'pg_class') as comment,
  exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e') as member
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
left join pg_depend o
  on o.classid = 'pg_class'::regclass and o.objid = c.oid and o.refclassid = 'pg_class'::regclass and o.deptype in ('a', 'i')
left join pg_class t on t.oid = o.refobjid
left join pg_namespace tn on tn.oid = t.relnamespace
left join pg_attribute a on a.attrelid = t.oid and a.attnum = o.refobjsubid
where c.relkind = 'S' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by c.oid
