-- Functions, procedures and aggregates, without those that come with a range type. `definition` is there where a body has to be parsed: not for extensions.
with found as (
  select
    p.*,
    n.nspname,
    l.lanname,
    coalesce(p.proallargtypes, p.proargtypes::oid[]) as types,
    exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e') as member
  from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
  join pg_language l on l.oid = p.prolang
  where n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema'
    and not exists (
      select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i'
    )
)
select
  f.oid,
  f.nspname::text as schema,
  f.proname::text as name,
  f.prokind::text as kind,
  f.types,
  f.proargmodes::text[] as modes,
  f.proargnames::text[] as names,
  case when f.pronargdefaults > 0 then
    array(select pg_get_function_arg_default(f.oid, place) from generate_series(1, cardinality(f.types)) as place order by place)
  end as defaults,
  f.prorettype as returns,
  f.proretset as returns_set,
  f.lanname::text as language,
  f.provolatile::text as volatility,
  f.prosecdef as security_definer,
  f.proisstrict as is_strict,
  f.proleakproof as leakproof,
  coalesce(f.proconfig, '{}') as settings,
  f.prosqlbody is not null as standard,
  f.prosrc as source,
  case when f.prokind <> 'a' and not f.member and (f.lanname = 'plpgsql' or f.prosqlbody is not null) then
    pg_get_functiondef(f.oid)
  end as definition,
  pg_get_userbyid(f.proowner)::text as owner,
  obj_description(f.oid, 'pg_proc') as comment,
  f.member
from found f
order by f.oid
