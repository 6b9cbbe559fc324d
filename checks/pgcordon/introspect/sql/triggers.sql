-- Triggers, without those that PostgreSQL makes for foreign keys and on partitions.
select
  t.tgname::text as name,
  n.nspname::text as table_schema,
  c.relname::text as table_name,
  fn.nspname::text as function_schema,
  f.proname::text as function_name,
  t.tgtype::integer as kind,
  array(
    select a.attname::text
    from unnest(t.tgattr::int2[]) with ordinality as key (number, place)
    join pg_attribute a on a.attrelid = t.tgrelid and a.attnum = key.number
    order by key.place
  ) as columns,
  case when t.tgqual is not null then pg_get_triggerdef(t.oid) end as definition,
  t.tgconstraint <> 0 as is_constraint,
  t.tgenabled in ('O', 'A') as enabled,
  obj_description(t.oid, 'pg_trigger') as comment
from pg_trigger t
join pg_class c on c.oid = t.tgrelid
join pg_namespace n on n.oid = c.relnamespace
join pg_proc f on f.oid = t.tgfoid
join pg_namespace fn on fn.oid = f.pronamespace
where not t.tgisinternal and t.tgparentid = 0 and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by t.oid
