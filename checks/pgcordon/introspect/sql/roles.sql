-- Roles without those that PostgreSQL predefines, and what they are members of. A membership that neither inherits nor
-- may be switched to, which who creates a role has in it since PostgreSQL 16, gives nothing; 15 has no such columns.
select
  r.oid,
  r.rolname::text as name,
  r.rolsuper as superuser,
  r.rolbypassrls as bypass_row_security,
  r.rolcanlogin as login,
  r.rolinherit as inherit,
  array(
    select distinct pg_get_userbyid(m.roleid)::text
    from pg_auth_members m
    where m.member = r.oid
      and (
        coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, true)
        or coalesce((to_jsonb(m) ->> 'set_option')::boolean, true)
      )
    order by 1
  ) as member_of
from pg_roles r
where r.rolname !~ '^pg_'
order by r.oid
