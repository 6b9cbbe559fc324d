-- Default privileges. Those of a schema add to what is granted anyway; those without one are all that is granted.
with stated as (
  select
    d.defaclobjtype::text as kind,
    d.defaclrole as role,
    n.nspname::text as schema,
    d.defaclacl as acl,
    case when d.defaclnamespace = 0 then
      acldefault((case d.defaclobjtype when 'S' then 's' else d.defaclobjtype end)::"char", d.defaclrole)
    end as usual
  from pg_default_acl d
  left join pg_namespace n on n.oid = d.defaclnamespace
  where d.defaclobjtype in ('r', 'S', 'f', 'T', 'n')
),
differing as (
  select kind, role, schema, a.grantee, a.privilege_type, false as revoked
  from stated, aclexplode(acl) a
  where not exists (
    select from aclexplode(usual) b where (b.grantee, b.privilege_type) = (a.grantee, a.privilege_type)
  )
  union all
  select kind, role, schema, a.grantee, a.privilege_type, true
  from stated, aclexplode(usual) a
  where a.grantee <> role
    and not exists (
      select from aclexplode(acl) b where (b.grantee, b.privilege_type) = (a.grantee, a.privilege_type)
    )
)
select distinct
  kind,
  pg_get_userbyid(role)::text as role,
  schema,
  case grantee when 0 then 'public' else pg_get_userbyid(grantee)::text end as grantee,
  privilege_type as privilege,
  revoked
from differing
order by 1, 2, 3, 4, 5
