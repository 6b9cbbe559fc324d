-- Where we are: the database, the role that its objects belong to, and whether its storage buckets can be read.
select
  current_setting('server_version_num')::integer as version,
  current_database()::text as database,
  pg_get_userbyid(d.datdba)::text as owner,
  coalesce(has_table_privilege(to_regclass('storage.buckets'), 'select'), false) as buckets
from pg_database d
where d.datname = current_database()
