-- PostgreSQL itself has MD5 and SHA-2 only. Source: FIPS 180-4, section 6.1.
create function uuid_sha1(data bytea) returns bytea
language plpgsql immutable strict parallel safe
set search_path = pg_catalog
as $$
declare
  mask constant bigint := 4294967295;
  padded bytea := data || '\x80'::bytea
    || decode(repeat('00', (119 - length(data) % 64) % 64), 'hex')
    || int8send(length(data)::bigint * 8);
  state bigint[] := array[1732584193, 4023233417, 2562383102, 271733878, 3285377520];
  word bigint[];
  a bigint; b bigint; c bigint; d bigint; e bigint;
  mixed bigint; rotated bigint;
begin
  for block in 0 .. length(padded) / 64 - 1 loop
    for t in 0 .. 79 loop
      if t < 16 then
        word[t] := ('x' || encode(substr(padded, block * 64 + t * 4 + 1, 4), 'hex'))::bit(32)::bigint;
      else
        mixed := word[t - 3] # word[t - 8] # word[t - 14] # word[t - 16];
        word[t] := ((mixed << 1) | (mixed >> 31)) & mask;
      end if;
    end loop;
    a := state[1]; b := state[2]; c := state[3]; d := state[4]; e := state[5];
    for t in 0 .. 79 loop
      mixed := case t / 20
        when 0 then ((b & c) | ((~b & mask) & d)) + 1518500249
        when 1 then (b # c # d) + 1859775393
        when 2 then ((b & c) | (b & d) | (c & d)) + 2400959708
        else (b # c # d) + 3395469782
      end;
      rotated := ((((a << 5) | (a >> 27)) & mask) + mixed + e + word[t]) & mask;
      e := d; d := c; c := ((b << 30) | (b >> 2)) & mask; b := a; a := rotated;
    end loop;
    state := array[
      (state[1] + a) & mask, (state[2] + b) & mask, (state[3] + c) & mask, (state[4] + d) & mask, (state[5] + e) & mask
    ];
  end loop;
  return decode(
    (select string_agg(lpad(to_hex(part), 8, '0'), '' order by place) from unnest(state) with ordinality as parts (part, place)),
    'hex'
  );
end
$$;

create function uuid_nil() returns uuid
language sql immutable parallel safe
as $$ select '00000000-0000-0000-0000-000000000000'::uuid $$;

-- Namespaces. Source: RFC 9562, section 6.6.
create function uuid_ns_dns() returns uuid
language sql immutable parallel safe
as $$ select '6ba7b810-9dad-11d1-80b4-00c04fd430c8'::uuid $$;

create function uuid_ns_url() returns uuid
language sql immutable parallel safe
as $$ select '6ba7b811-9dad-11d1-80b4-00c04fd430c8'::uuid $$;

create function uuid_ns_oid() returns uuid
language sql immutable parallel safe
as $$ select '6ba7b812-9dad-11d1-80b4-00c04fd430c8'::uuid $$;

create function uuid_ns_x500() returns uuid
language sql immutable parallel safe
as $$ select '6ba7b814-9dad-11d1-80b4-00c04fd430c8'::uuid $$;

-- The first 16 bytes of a digest with version and variant set. Source: RFC 9562, sections 5.3 and 5.5.
create function uuid_of_digest(digest bytea, version integer) returns uuid
language sql immutable strict parallel safe
as $$
  select pg_catalog.encode(
    pg_catalog.set_byte(
      pg_catalog.set_byte(
        pg_catalog.substr(digest, 1, 16), 6, (pg_catalog.get_byte(digest, 6) & 15) | (version << 4)
      ), 8, (pg_catalog.get_byte(digest, 8) & 63) | 128
    ), 'hex'
  )::uuid
$$;

create function uuid_generate_v1() returns uuid
language plpgsql volatile parallel safe
as $$
declare
  ticks constant text := lpad(to_hex(122192928000000000 + (extract(epoch from clock_timestamp()) * 10000000)::bigint), 16, '0');
  noise constant bytea := uuid_send(pg_catalog.gen_random_uuid());
begin
  return substr(ticks, 9, 8) || substr(ticks, 5, 4) || '1' || substr(ticks, 2, 3)
    || encode(set_byte(substr(noise, 9, 2), 0, (get_byte(noise, 8) & 63) | 128), 'hex') || encode(substr(noise, 11, 6), 'hex');
end
$$;

create function uuid_generate_v1mc() returns uuid
language sql volatile parallel safe
as $$ select @extschema@.uuid_generate_v1() $$;

create function uuid_generate_v3(namespace uuid, name text) returns uuid
language sql immutable strict parallel safe
as $$
  select @extschema@.uuid_of_digest(
    pg_catalog.decode(pg_catalog.md5(pg_catalog.uuid_send(namespace) || pg_catalog.convert_to(name, 'UTF8')), 'hex'), 3
  )
$$;

create function uuid_generate_v4() returns uuid
language sql volatile parallel safe
as $$ select pg_catalog.gen_random_uuid() $$;

create function uuid_generate_v5(namespace uuid, name text) returns uuid
language sql immutable strict parallel safe
as $$
  select @extschema@.uuid_of_digest(
    @extschema@.uuid_sha1(pg_catalog.uuid_send(namespace) || pg_catalog.convert_to(name, 'UTF8')), 5
  )
$$;
