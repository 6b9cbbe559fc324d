-- message: supabase_realtime sends the changes of app.note, which has no row security, to every client that subscribes
create schema app;
create schema feed;
create table app.note (id uuid primary key); -- error: realtime-without-rls
create table app."Post" (id uuid primary key); -- error: realtime-without-rls
create table feed.item (id uuid primary key); -- error: realtime-without-rls
create table app.switched (id uuid primary key); -- error: realtime-without-rls
alter table app.switched enable row level security;
grant select on app.note, app.switched to authenticated;
grant select (id) on app."Post" to anon;
grant select on all tables in schema feed to public;
alter publication supabase_realtime add table app.note, app."Post", app.switched, tables in schema feed;
alter table app.switched disable row level security;

-- Row security, no privilege for clients, another publication, and what is taken out again.
create table app.guarded (id uuid primary key);
alter table app.guarded enable row level security;
create table app.inner_log (id uuid primary key);
create table app.exported (id uuid primary key);
create table app.removed (id uuid primary key);
grant select on app.guarded, app.exported, app.removed to authenticated;
grant select on app.inner_log to service_role;
alter publication supabase_realtime add table app.guarded, app.inner_log, app.removed;
create publication warehouse for table app.exported;
alter publication supabase_realtime drop table app.removed;

-- Fixed.
create table app.mended (id uuid primary key);
grant select on app.mended to authenticated;
alter publication supabase_realtime add table app.mended;
alter table app.mended enable row level security;
