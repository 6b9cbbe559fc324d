create function uuid_generate_v4() returns uuid
language sql volatile parallel safe
as $$ select pg_catalog.gen_random_uuid() $$;
