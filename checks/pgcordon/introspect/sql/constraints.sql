-- The constraints of tables. NOT NULL, which has a row of its own since PostgreSQL 18, belongs to the column.
-- A foreign key to a partitioned table has one more row for each partition that it refers to, of the same table.
select
  k.conrelid as relation,
  k.conname::text as name,
  k.contype::text as kind,
  array(
    select a.attname::text
    from unnest(k.conkey) with ordinality as key (number, place)
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = key.number
    order by case k.contype when 'c' then a.attnum else key.place end
  ) as columns,
  pg_get_expr(k.conbin, k.conrelid) as expression,
  fn.nspname::text as references_schema,
  f.relname::text as references_name,
  array(
    select a.attname::text
    from unnest(k.confkey) with ordinality as key (number, place)
    join pg_attribute a on a.attrelid = k.confrelid and a.attnum = key.number
    order by key.place
  ) as referenced_columns,
  k.confdeltype::text as on_delete,
  k.confupdtype::text as on_update,
  array(
    select a.attname::text
    from unnest(k.confdelsetcols) with ordinality as key (number, place)
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = key.number
    order by key.place
  ) as on_delete_columns,
  k.condeferrable as deferrable,
  k.condeferred as initially_deferred,
  k.convalidated as validated,
  array(
    select a.attname::text
    from unnest(i.indkey::int2[]) with ordinality as key (number, place)
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = key.number
    where key.place > i.indnkeyatts
    order by key.place
  ) as included,
  coalesce(i.indnullsnotdistinct, false) as nulls_not_distinct
from pg_constraint k
join pg_class c on c.oid = k.conrelid
join pg_namespace n on n.oid = c.relnamespace
left join pg_index i on i.indexrelid = k.conindid and k.contype in ('p', 'u', 'x')
left join pg_class f on f.oid = k.confrelid
left join pg_namespace fn on fn.oid = f.relnamespace
where k.contype in ('p', 'u', 'c', 'f', 'x')
  and n.nspname !~ '^pg_'
  and n.nspname <> 'information_schema'
  and not exists (select from pg_constraint whole where whole.oid = k.conparentid and whole.conrelid = k.conrelid)
order by k.conrelid, k.oid
