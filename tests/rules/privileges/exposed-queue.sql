-- message: clients reach every message of the queue jobs: pgmq.q_jobs has no row security
create extension pgmq;
create schema pgmq_public;
grant usage on schema pgmq, pgmq_public to authenticated;
select pgmq.create('mails'); -- error: exposed-queue
select pgmq.create_unlogged('Pings'); -- error: exposed-queue
grant select, insert, update, delete on pgmq.q_mails, pgmq.a_mails to authenticated;
grant insert on pgmq.q_pings to public;

-- Row security, the backend's own, and one that is dropped.
select pgmq.create('guarded'), pgmq.create('own'), pgmq.create('gone');
alter table pgmq.q_guarded enable row level security;
grant select on pgmq.q_guarded, pgmq.q_gone to authenticated;
grant select on pgmq.q_own to service_role;
select pgmq.drop_queue('gone');

-- A table of another schema that is named like a queue.
create schema app;
create table app.q_note (id uuid primary key);
grant select on app.q_note to authenticated;

-- Fixed.
select pgmq.create('mended');
grant select on pgmq.q_mended to authenticated;
alter table pgmq.q_mended enable row level security;
