-- Indexes that are not those of a constraint. A key that is no column has its expression in `expressions`.
select
  c.oid,
  n.nspname::text as schema,
  c.relname::text as name,
  i.indrelid as relation,
  tn.nspname::text as table_schema,
  t.relname::text as table_name,
  m.amname::text as method,
  i.indisunique as is_unique,
  i.indnullsnotdistinct as nulls_not_distinct,
  pg_get_expr(i.indpred, i.indrelid) as predicate,
  array(
    select a.attname::text
    from generate_series(1, i.indnkeyatts) as place
    left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[place - 1]
    order by place
  ) as columns,
  array(
    select case i.indkey[place - 1] when 0 then pg_get_indexdef(i.indexrelid, place, false) end
    from generate_series(1, i.indnkeyatts) as place
    order by place
  ) as expressions,
  array(select i.indoption[place - 1]::integer from generate_series(1, i.indnkeyatts) as place order by place) as options,
  array(
    select case when not o.opcdefault then concat_ws('.', nullif(os.nspname, 'pg_catalog'), o.opcname) end
    from generate_series(1, i.indnkeyatts) as place
    join pg_opclass o on o.oid = i.indclass[place - 1]
    join pg_namespace os on os.oid = o.opcnamespace
    order by place
  ) as operator_classes,
  array(
    select (
      select l.collname::text
      from pg_collation l
      where l.oid = i.indcollation[place - 1] and l.oid <> coalesce(a.attcollation, t.typcollation)
    )
    from generate_series(1, i.indnkeyatts) as place
    join pg_attribute k on k.attrelid = i.indexrelid and k.attnum = place
    join pg_type t on t.oid = k.atttypid
    left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[place - 1]
    order by place
  ) as collations,
  array(
    select a.attname::text
    from generate_series(i.indnkeyatts + 1, i.indnatts) as place
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[place - 1]
    order by place
  ) as included,
  obj_description(c.oid, 'pg_class') as comment
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_namespace n on n.oid = c.relnamespace
join pg_class t on t.oid = i.indrelid
join pg_namespace tn on tn.oid = t.relnamespace
join pg_am m on m.oid = c.relam
where t.relkind in ('r', 'p', 'm')
  and n.nspname !~ '^pg_'
  and n.nspname <> 'information_schema'
  and not exists (select from pg_constraint k where k.conindid = c.oid and k.contype in ('p', 'u', 'x'))
order by c.oid
