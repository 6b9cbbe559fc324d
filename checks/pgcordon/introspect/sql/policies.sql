-- Policies; the role 0 is PUBLIC.
select
  p.polname::text as name,
  n.nspname::text as table_schema,
  c.relname::text as table_name,
  p.polcmd::text as command,
  p.polpermissive as permissive,
  array(
    select case role.oid when 0 then 'public' else pg_get_userbyid(role.oid)::text end
    from unnest(p.polroles) with ordinality as role (oid, place)
    order by role.place
  ) as roles,
  p.polroles = '{0}' as for_everyone,
  pg_get_expr(p.polqual, p.polrelid) as using,
  pg_get_expr(p.polwithcheck, p.polrelid) as with_check,
  obj_description(p.oid, 'pg_policy') as comment
from pg_policy p
join pg_class c on c.oid = p.polrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by p.oid
