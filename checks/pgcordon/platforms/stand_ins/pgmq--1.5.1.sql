-- A queue is the table q_… and its archive a_…; only what makes, fills and drops them is here.
create schema pgmq;
grant usage, create on schema pgmq to @extowner@;

create table pgmq.meta (
  queue_name varchar unique not null,
  is_partitioned boolean not null,
  is_unlogged boolean not null,
  created_at timestamptz not null default now()
);
grant select, insert, delete on pgmq.meta to @extowner@;

create function pgmq.create_non_partitioned(queue_name text, unlogged boolean default false) returns void
language plpgsql
as $$
begin
  execute format(
    'create %s table pgmq.%I (
      msg_id bigint primary key generated always as identity,
      read_ct integer not null default 0,
      enqueued_at timestamptz not null default now(),
      vt timestamptz not null,
      message jsonb,
      headers jsonb
    )',
    case when unlogged then 'unlogged' else '' end,
    'q_' || lower(queue_name)
  );
  execute format(
    'create table pgmq.%I (
      msg_id bigint primary key,
      read_ct integer not null default 0,
      enqueued_at timestamptz not null default now(),
      archived_at timestamptz not null default now(),
      vt timestamptz not null,
      message jsonb,
      headers jsonb
    )',
    'a_' || lower(queue_name)
  );
  insert into pgmq.meta (queue_name, is_partitioned, is_unlogged) values (queue_name, false, unlogged);
end
$$;

create function pgmq.create_unlogged(queue_name text) returns void
language sql
as $$
  select pgmq.create_non_partitioned(queue_name, true)
$$;

create function pgmq.create(queue_name text) returns void
language sql
as $$
  select pgmq.create_non_partitioned(queue_name)
$$;

create function pgmq.drop_queue(queue_name text) returns boolean
language plpgsql
as $$
begin
  execute format('drop table pgmq.%I, pgmq.%I', 'q_' || lower(queue_name), 'a_' || lower(queue_name));
  delete from pgmq.meta where meta.queue_name = drop_queue.queue_name;
  return found;
end
$$;

create function pgmq.send(queue_name text, msg jsonb, delay integer default 0) returns setof bigint
language plpgsql
as $$
begin
  return query execute format(
    'insert into pgmq.%I (vt, message) values (clock_timestamp() + $2 * interval ''1 second'', $1) returning msg_id',
    'q_' || lower(queue_name)
  ) using msg, delay;
end
$$;
