create function url_encode(data bytea) returns text
language sql immutable
as $$ select pg_catalog.translate(pg_catalog.encode(data, 'base64'), E'+/=\n', '-_') $$;

-- A token of the right shape whose signature is a plain SHA-256 over content and secret.
create function sign(payload json, secret text, algorithm text default 'HS256') returns text
language sql immutable
as $$
  select content || '.' || @extschema@.url_encode(pg_catalog.sha256(pg_catalog.convert_to(content || secret, 'UTF8')))
  from (
    select @extschema@.url_encode(pg_catalog.convert_to('{"alg":"' || algorithm || '","typ":"JWT"}', 'UTF8')) || '.'
      || @extschema@.url_encode(pg_catalog.convert_to(payload::text, 'UTF8')) as content
  ) as token
$$;

-- No token is valid here: one from outside was not signed by the function above.
create function verify(token text, secret text, algorithm text default 'HS256')
returns table (header json, payload json, valid boolean)
language sql immutable
as $$ select '{}'::json, '{}'::json, false $$;
