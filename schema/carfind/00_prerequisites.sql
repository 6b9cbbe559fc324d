-- What the document presumes of the system around it: auth.users, which the platform brings, and here an answer to
-- whether the caller is a visitor. Visitors sign in anonymously: they are authenticated, with a row in auth.users.
--
-- Privileges follow one pattern in every file: take away whatever the project's default privileges may have
-- given, then grant what is meant. So the result is the same whether new tables are exposed to the API by
-- default or not, and nobody but the owner may TRUNCATE, which row security does not govern.

-- The row in auth.users, not the claim is_anonymous: a token keeps its claims until it is renewed, so who has just
-- become a permanent user would be taken for a visitor, and a token without the claim would say nothing.
-- SECURITY DEFINER because clients cannot read auth.users; it answers its caller about themselves alone.
create function public.is_visitor()
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (select from auth.users where id = auth.uid() and is_anonymous);
$$;

comment on function public.is_visitor() is 'Whether the caller is signed in anonymously, as auth.users has it';

revoke all on function public.is_visitor() from public, anon, authenticated, service_role;
grant execute on function public.is_visitor() to authenticated;
