-- PostgreSQL itself has MD5 and SHA-2 only. Source: FIPS 180-4, section 6.1.
create function pgcrypto_sha1(data bytea) returns bytea
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

create function digest(data bytea, type text) returns bytea
language plpgsql immutable strict parallel safe
as $$
begin
  return case lower(type)
    when 'md5' then pg_catalog.decode(pg_catalog.md5(data), 'hex')
    when 'sha1' then @extschema@.pgcrypto_sha1(data)
    when 'sha224' then pg_catalog.sha224(data)
    when 'sha256' then pg_catalog.sha256(data)
    when 'sha384' then pg_catalog.sha384(data)
    when 'sha512' then pg_catalog.sha512(data)
  end;
exception
  when case_not_found then
    raise exception 'Cannot use "%": No such hash algorithm', type using errcode = 'invalid_parameter_value';
end
$$;

create function digest(data text, type text) returns bytea
language sql immutable strict parallel safe
as $$ select @extschema@.digest(pg_catalog.convert_to(data, 'UTF8'), type) $$;

-- Source: RFC 2104.
create function hmac(data bytea, key bytea, type text) returns bytea
language plpgsql immutable strict parallel safe
as $$
declare
  size constant integer := case when lower(type) in ('sha384', 'sha512') then 128 else 64 end;
  secret bytea := case when length(key) > size then @extschema@.digest(key, type) else key end;
  inner_pad bytea;
  outer_pad bytea;
begin
  secret := secret || decode(repeat('00', size - length(secret)), 'hex');
  inner_pad := secret;
  outer_pad := secret;
  for i in 0 .. size - 1 loop
    inner_pad := set_byte(inner_pad, i, get_byte(secret, i) # 54);
    outer_pad := set_byte(outer_pad, i, get_byte(secret, i) # 92);
  end loop;
  return @extschema@.digest(outer_pad || @extschema@.digest(inner_pad || data, type), type);
end
$$;

create function hmac(data text, key text, type text) returns bytea
language sql immutable strict parallel safe
as $$ select @extschema@.hmac(pg_catalog.convert_to(data, 'UTF8'), pg_catalog.convert_to(key, 'UTF8'), type) $$;

create function gen_random_uuid() returns uuid
language sql volatile parallel safe
as $$ select pg_catalog.gen_random_uuid() $$;

create function gen_random_bytes(count integer) returns bytea
language plpgsql volatile strict parallel safe
as $$
declare
  bytes bytea := '';
begin
  if count not between 1 and 1024 then
    raise exception 'Length not in range' using errcode = 'external_routine_invocation_exception';
  end if;
  while length(bytes) < count loop
    bytes := bytes || sha256(uuid_send(pg_catalog.gen_random_uuid()) || uuid_send(pg_catalog.gen_random_uuid()));
  end loop;
  return substr(bytes, 1, count);
end
$$;

create function gen_salt(type text, iter_count integer default 6) returns text
language sql volatile strict parallel safe
as $$
  select '$2a$' || pg_catalog.lpad(iter_count::text, 2, '0') || '$'
    || pg_catalog.substr(pg_catalog.translate(pg_catalog.encode(@extschema@.gen_random_bytes(18), 'base64'), '+=', './'), 1, 22)
$$;

-- Shaped like a bcrypt hash and equal for equal passwords and salts, but SHA-256: it verifies no hash made elsewhere.
create function crypt(password text, salt text) returns text
language sql immutable strict parallel safe
as $$
  select pg_catalog.substr(salt, 1, 29) || pg_catalog.substr(
    pg_catalog.translate(
      pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.substr(salt, 1, 29) || password, 'UTF8')), 'base64'),
      '+=', './'
    ), 1, 31
  )
$$;

-- Reversible with the same password only, but not encrypted.
create function pgp_sym_encrypt(data text, psw text, options text default '') returns bytea
language sql volatile strict parallel safe
as $$
  select pg_catalog.sha256(pg_catalog.convert_to(psw, 'UTF8')) || pg_catalog.convert_to(data, 'UTF8')
$$;

create function pgp_sym_decrypt(msg bytea, psw text, options text default '') returns text
language plpgsql immutable strict parallel safe
as $$
begin
  if substr(msg, 1, 32) is distinct from sha256(convert_to(psw, 'UTF8')) then
    raise exception 'Wrong key or corrupt data' using errcode = 'external_routine_invocation_exception';
  end if;
  return convert_from(substr(msg, 33), 'UTF8');
end
$$;
