-- Publications, with the tables and schemas that they name.
select
  p.pubname::text as name,
  p.puballtables as all_tables,
  array(select r.prrelid from pg_publication_rel r where r.prpubid = p.oid order by r.oid) as tables,
  array(
    select n.nspname::text
    from pg_publication_namespace s
    join pg_namespace n on n.oid = s.pnnspid
    where s.pnpubid = p.oid
    order by s.oid
  ) as schemas
from pg_publication p
order by p.oid
