-- Who was granted what. An owner's own rights are no grants, nor is what everyone may do with a new type or database.
with held as (
  select 'relation' as kind, c.oid, null::text as name, null::text as column_name, c.relowner as owner, a.*
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  cross join aclexplode(c.relacl) a
  where c.relkind in ('r', 'p', 'f', 'v', 'm', 'S') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  union all
  select 'relation', c.oid, null, t.attname, c.relowner, a.*
  from pg_attribute t
  join pg_class c on c.oid = t.attrelid
  join pg_namespace n on n.oid = c.relnamespace
  cross join aclexplode(t.attacl) a
  where t.attnum > 0 and not t.attisdropped and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  union all
  select 'function', p.oid, null, null, p.proowner, a.*
  from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
  cross join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  union all
  select 'type', t.oid, null, null, t.typowner, a.*
  from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
  cross join aclexplode(t.typacl) a
  where a.grantee <> 0 and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  union all
  select 'schema', n.oid, n.nspname, null, n.nspowner, a.*
  from pg_namespace n
  cross join aclexplode(n.nspacl) a
  where n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema'
    and not exists (
      select from pg_init_privs i, aclexplode(i.initprivs) b
      where i.classoid = 'pg_namespace'::regclass
        and i.objoid = n.oid
        and i.privtype = 'i'
        and (b.grantee, b.privilege_type) = (a.grantee, a.privilege_type)
    )
  union all
  select 'database', d.oid, d.datname, null, d.datdba, a.*
  from pg_database d
  cross join aclexplode(d.datacl) a
  where d.datname = current_database() and not (a.grantee = 0 and a.privilege_type in ('CONNECT', 'TEMPORARY'))
)
select
  h.kind,
  h.oid,
  h.name,
  h.privilege_type as privilege,
  case h.grantee when 0 then 'public' else pg_get_userbyid(h.grantee)::text end as grantee,
  h.column_name is not null as on_columns,
  coalesce(array_agg(distinct h.column_name) filter (where h.column_name is not null), '{}') as columns,
  bool_or(h.is_grantable) as grantable
from held h
where h.grantee <> h.owner
group by 1, 2, 3, 4, 5, 6
order by 1, 2, 4, 5, 6
