-- The columns of tables and views, and the attributes of composite types, in order.
select
  a.attrelid as relation,
  a.attname::text as name,
  a.atttypid as type,
  format_type(a.atttypid, a.atttypmod) as written,
  a.attnotnull as not_null,
  a.attidentity::text as identity,
  a.attgenerated <> '' as is_generated,
  pg_get_expr(v.adbin, v.adrelid) as value,
  (select l.collname::text from pg_collation l where l.oid = a.attcollation and l.oid <> t.typcollation) as collation,
  col_description(a.attrelid, a.attnum) as comment
from pg_attribute a
join pg_class c on c.oid = a.attrelid
join pg_namespace n on n.oid = c.relnamespace
join pg_type t on t.oid = a.atttypid
left join pg_attrdef v on v.adrelid = a.attrelid and v.adnum = a.attnum
where c.relkind in ('r', 'p', 'f', 'v', 'm', 'c')
  and a.attnum > 0
  and not a.attisdropped
  and n.nspname !~ '^pg_'
  and n.nspname <> 'information_schema'
order by a.attrelid, a.attnum
