-- How long each statement takes here in the server, in milliseconds: parsed, planned, executed and its rows fetched, but not sent.
-- What a request sets (role and claims) is set before the clock starts.
create function pg_temp.timed(statements text[], requests jsonb[])
returns double precision[]
language plpgsql
as $$
declare
  milliseconds double precision[] := '{}';
  began timestamptz;
begin
  for n in 1 .. cardinality(statements) loop
    perform set_config(name, value, true) from jsonb_each_text(requests[n]) as setting (name, value);
    began := clock_timestamp();
    execute statements[n];
    milliseconds := milliseconds || 1000 * extract(epoch from clock_timestamp() - began)::double precision;
  end loop;
  return milliseconds;
end;
$$;
