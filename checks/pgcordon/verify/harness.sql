-- Made by the superuser in a copy of the schema, never in the schema itself. The session belongs to a role that has
-- no right but to become the owner: an attacked function that resets its role gains nothing.
create schema pgcordon;

create unlogged table pgcordon.change (
  number bigint generated always as identity,
  relation text not null,
  command text not null,
  old jsonb,
  new jsonb
);

grant usage on schema pgcordon to public;
grant insert on pgcordon.change to public;

-- The last of the AFTER triggers of a table: it sees what every other one has left behind. It runs with the rights of
-- whoever makes the change: a superuser's would be there for the schema's own functions to take.
create function pgcordon.record_change() returns trigger
language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    insert into pgcordon.change (relation, command) values (tg_argv[0], tg_op);
  elsif tg_op = 'INSERT' then
    insert into pgcordon.change (relation, command, new) values (tg_argv[0], tg_op, to_jsonb(new));
  elsif tg_op = 'UPDATE' then
    insert into pgcordon.change (relation, command, old, new) values (tg_argv[0], tg_op, to_jsonb(old), to_jsonb(new));
  else
    insert into pgcordon.change (relation, command, old) values (tg_argv[0], tg_op, to_jsonb(old));
  end if;
  return null;
end;
$$;

-- Who acts in this world. `judgements` maps a relation to a query over new rows ($1) that says for each which commands
-- the contract lets this person leave it behind with.
create unlogged table pgcordon.person (
  label text primary key,
  settings jsonb not null,
  judgements jsonb not null
);

-- Runs a statement with a role inside a subtransaction, notes what it did, and undoes it.
create function pgcordon.attempt(
  role text, judgements jsonb, statement text, shows boolean,
  out condition text, out message text, out affected bigint, out shown jsonb, out changes jsonb, out judged jsonb
)
language plpgsql as $$
declare
  owner text := current_user;
  changed record;
  verdicts jsonb;
  detail text;
  hint text;
begin
  perform set_config('role', role, true);
  if shows then
    execute 'with q as (' || statement || ') select coalesce(jsonb_agg(to_jsonb(q)), ''[]'') from q' into shown;
    affected := jsonb_array_length(shown);
  else
    execute statement;
    get diagnostics affected = row_count;
  end if;
  set constraints all immediate;
  perform set_config('role', owner, true);

  select jsonb_agg(jsonb_build_array(c.relation, c.command, c.old, c.new) order by c.number) into changes
  from pgcordon.change c;
  if changes is not null then
    judged := '{}';
    for changed in
      select c.relation, jsonb_agg(c.new order by c.number) as rows
      from pgcordon.change c where c.new is not null and judgements ? c.relation group by c.relation
    loop
      execute judgements ->> changed.relation into verdicts using changed.rows;
      judged := judged || jsonb_build_object(changed.relation, verdicts);
    end loop;
  end if;
  raise exception sqlstate 'PGC00';
exception
  when sqlstate 'PGC00' then null;
  when others then
    get stacked diagnostics condition = returned_sqlstate, message = message_text,
      detail = pg_exception_detail, hint = pg_exception_hint;
    message := concat_ws(E'\n', message, nullif(detail, ''), nullif(hint, ''));
end;
$$;

create function pgcordon.attempts(roles text[], labels text[], statements text[], shows boolean[])
returns table (condition text, message text, affected bigint, shown jsonb, changes jsonb, judged jsonb)
language plpgsql as $$
declare
  acting pgcordon.person;
  setting record;
begin
  for number in 1 .. cardinality(statements) loop
    if acting.label is distinct from labels[number] then
      select * into strict acting from pgcordon.person where label = labels[number];
      for setting in select key, value from jsonb_each_text(acting.settings) loop
        perform set_config(setting.key, setting.value, true);
      end loop;
    end if;
    select a.* into condition, message, affected, shown, changes, judged
    from pgcordon.attempt(roles[number], acting.judgements, statements[number], shows[number]) as a;
    return next;
  end loop;
end;
$$;
