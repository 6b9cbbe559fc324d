-- Made by the superuser in a copy of the schema, never in the schema itself. The session belongs to a role that has
-- no right but to become the owner: an attacked function that resets its role gains nothing.
create schema pgcordon;

-- What attempts leave dead is never read again: each looks at the numbers given out since it began, by the index.
create unlogged table pgcordon.change (
  number bigint generated always as identity primary key,
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

-- Who acts in this world.
create unlogged table pgcordon.person (
  label text primary key,
  settings jsonb not null
);

-- For each new row of a relation, the commands with which the contract lets this person leave it behind; null for a
-- relation that nobody watches. Every world replaces it by its own.
create function pgcordon.judge(person text, relation text, rows jsonb) returns jsonb
language plpgsql as 'begin return null; end';

create type pgcordon.outcome as (
  condition text, message text, affected bigint, shown jsonb, changes jsonb, judged jsonb
);

-- Runs a statement with a role inside a subtransaction, notes what it did, and undoes it.
create function pgcordon.attempt(role text, person text, statement text, shows boolean) returns pgcordon.outcome
language plpgsql as $$
declare
  owner text := current_user;
  before bigint := pg_sequence_last_value('pgcordon.change_number_seq');
  latest bigint;
  outcome pgcordon.outcome;
  changed record;
  verdicts jsonb;
  detail text;
  hint text;
begin
  perform set_config('role', role, true);
  if shows then
    execute 'with q as (' || statement || ') select coalesce(jsonb_agg(to_jsonb(q)), ''[]'') from q' into outcome.shown;
    outcome.affected := jsonb_array_length(outcome.shown);
  else
    execute statement;
    get diagnostics outcome.affected = row_count;
  end if;
  set constraints all immediate;
  perform set_config('role', owner, true);

  latest := pg_sequence_last_value('pgcordon.change_number_seq');
  if latest is distinct from before then
    before := coalesce(before, 0);
    select jsonb_agg(jsonb_build_array(c.relation, c.command, c.old, c.new) order by c.number) into outcome.changes
    from pgcordon.change c where c.number > before and c.number <= latest;
  end if;
  if outcome.changes is not null then
    outcome.judged := '{}';
    for changed in
      select c.relation, jsonb_agg(c.new order by c.number) as rows
      from pgcordon.change c
      where c.number > before and c.number <= latest and c.new is not null
      group by c.relation
    loop
      verdicts := pgcordon.judge(person, changed.relation, changed.rows);
      if verdicts is not null then
        outcome.judged := outcome.judged || jsonb_build_object(changed.relation, verdicts);
      end if;
    end loop;
  end if;
  raise exception sqlstate 'PGC00';
exception
  when sqlstate 'PGC00' then return outcome;
  when others then
    get stacked diagnostics outcome.condition = returned_sqlstate, outcome.message = message_text,
      detail = pg_exception_detail, hint = pg_exception_hint;
    outcome.message := concat_ws(E'\n', outcome.message, nullif(detail, ''), nullif(hint, ''));
    return outcome;
end;
$$;

create function pgcordon.attempts(batch json) returns setof pgcordon.outcome
language plpgsql as $$
declare
  planned record;
  acting pgcordon.person;
  setting record;
  outcome pgcordon.outcome;
begin
  for planned in
    select * from json_to_recordset(batch) as attempt (role text, person text, statement text, shows boolean)
  loop
    if acting.label is distinct from planned.person then
      select * into strict acting from pgcordon.person where label = planned.person;
      for setting in select key, value from jsonb_each_text(acting.settings) loop
        perform set_config(setting.key, setting.value, true);
      end loop;
    end if;
    outcome := pgcordon.attempt(planned.role, planned.person, planned.statement, planned.shows);
    return next outcome;
  end loop;
end;
$$;
