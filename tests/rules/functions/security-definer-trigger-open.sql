-- message: whoever can make a table can put trigger function handle_new_user() on it and run it as its owner; revoke EXECUTE, which triggers that are there do not need
create function public.open_to_all() returns trigger language plpgsql security definer set search_path = '' as 'begin return new; end'; -- info: security-definer-trigger-open
create function public.on_table() returns trigger language plpgsql security definer set search_path = '' as 'begin return new; end'; -- info: security-definer-trigger-open
create table public.note (id uuid primary key);
create trigger note_insert after insert on public.note for each row execute function public.on_table();
create schema private;
create function private.elsewhere() returns trigger language plpgsql security definer set search_path = '' as 'begin return new; end'; -- info: security-definer-trigger-open
create function public.public_left() returns trigger language plpgsql security definer set search_path = '' as 'begin return new; end'; -- info: security-definer-trigger-open
revoke execute on function public.public_left() from anon, authenticated;
create function public.users_left() returns trigger language plpgsql security definer set search_path = '' as 'begin return new; end'; -- info: security-definer-trigger-open
revoke execute on function public.users_left() from public;
grant execute on function public.users_left() to authenticated;

-- It runs as whoever writes, is no trigger function of tables, or is none at all.
create function public.invoker() returns trigger language plpgsql set search_path = '' as 'begin return new; end';
create function public.of_events() returns event_trigger language plpgsql security definer set search_path = '' as 'begin end';

-- Fixed.
create function public.closed() returns trigger language plpgsql security definer set search_path = '' as 'begin return new; end';
revoke execute on function public.closed() from public, anon, authenticated;
create trigger note_update after update on public.note for each row execute function public.closed();
