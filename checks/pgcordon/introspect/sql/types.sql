-- Every type by its oid; an array by its element.
select
  t.oid,
  n.nspname::text as schema,
  coalesce(e.typname, t.typname)::text as name,
  e.oid is not null as is_array
from pg_type t
left join pg_type e on e.typarray = t.oid
join pg_namespace n on n.oid = coalesce(e.typnamespace, t.typnamespace)
