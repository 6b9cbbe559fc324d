-- Where we are: the database, the role that its objects belong to, and whether its storage buckets can be read.
select
  current_setting('server_version_num')::integer as version,
  current_database()::text as database,
  pg_get_userbyid(d.datdba)::text as owner,
  exists (
    select
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'storage'
      and c.relname = 'buckets'
      and has_schema_privilege(n.oid, 'usage')
      and has_table_privilege(c.oid, 'select')
  ) as buckets
from pg_database d
where d.datname = current_database()
