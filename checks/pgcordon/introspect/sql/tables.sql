-- Tables, partitioned tables and foreign tables.
select
  c.oid,
  n.nspname::text as schema,
  c.relname::text as name,
  c.relkind::text as kind,
  c.relpersistence::text as persistence,
  c.relrowsecurity as row_security,
  c.relforcerowsecurity as force_row_security,
  pg_get_userbyid(c.relowner)::text as owner,
  c.relispartition as is_partition,
  array(select i.inhparent from pg_inherits i where i.inhrelid = c.oid order by i.inhseqno) as parents,
  pg_get_expr(c.relpartbound, c.oid) as partition_bound,
  case c.relkind when 'p' then pg_get_partkeydef(c.oid) end as partition_key,
  obj_description(c.oid, 'pg_class') as comment,
  exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e') as member
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by c.oid
