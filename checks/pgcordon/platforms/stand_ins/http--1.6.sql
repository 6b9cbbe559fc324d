create type http_method as enum ('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD');
create type http_header as (field text, value text);
create type http_request as (method http_method, uri text, headers http_header[], content_type text, content text);
create type http_response as (status integer, content_type text, headers http_header[], content text);

create function http_header(field text, value text) returns http_header
language sql immutable
as $$ select row(field, value)::@extschema@.http_header $$;

create function http(request http_request) returns http_response
language sql
as $$ select row(503, 'text/plain', null, 'no request leaves a throwaway server')::@extschema@.http_response $$;

create function http_get(uri text) returns http_response
language sql
as $$ select @extschema@.http(row('GET', uri, null, null, null)::@extschema@.http_request) $$;

create function http_post(uri text, content text, content_type text) returns http_response
language sql
as $$ select @extschema@.http(row('POST', uri, null, content_type, content)::@extschema@.http_request) $$;

create function http_put(uri text, content text, content_type text) returns http_response
language sql
as $$ select @extschema@.http(row('PUT', uri, null, content_type, content)::@extschema@.http_request) $$;

create function http_delete(uri text) returns http_response
language sql
as $$ select @extschema@.http(row('DELETE', uri, null, null, null)::@extschema@.http_request) $$;
