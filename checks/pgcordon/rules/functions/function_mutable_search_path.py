"""A function that looks names up where its caller says.

## What it does
Flags functions and procedures without `SET search_path` that run with their caller's rights. C and internal functions,
which look up no names in SQL, and aggregates are left alone. SECURITY DEFINER functions, where it is a hole, are
`definer-function-mutable-search-path`.

It is a hint: PostgreSQL puts a function in SQL into the query that calls it only if the function has no SET clause, so
that a small one in a policy or a large query may be slower with one. Source: PostgreSQL wiki, "Inlining of SQL
functions".

## Why is this bad?
The same function finds other tables, functions and operators for callers with another `search_path`, or none. It fails
in jobs, in restores of a dump and in SECURITY DEFINER functions that call it, which run with an empty one. And whoever
can create objects in a schema of the path can step in for what it calls.

## Example
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;

create function public.count_notes() returns bigint
  language plpgsql stable
as $$ begin return (select count(*) from note); end $$;
revoke execute on function public.count_notes() from public, anon;
grant execute on function public.count_notes() to authenticated;
```

## Use instead
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;

create function public.count_notes() returns bigint
  language plpgsql stable set search_path = ''
as $$ begin return (select count(*) from public.note); end $$;
revoke execute on function public.count_notes() from public, anon;
grant execute on function public.count_notes() to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule
from pgcordon.rules._search_path import WITHOUT_SQL_NAMES, set_search_path


@rule(Severity.INFO, aliases=("0011_function_search_path_mutable", "function_search_path_mutable"))
def function_mutable_search_path(catalog: Catalog) -> Iterator[Flaw]:
    for function in catalog.functions:
        if function.security_definer or function.language in WITHOUT_SQL_NAMES:
            continue
        if function.setting("search_path") is None:
            yield Flaw(
                function,
                f"{function.kind} {function.signature} looks its names up in its caller's search_path; "
                "add `set search_path = ''` and qualify them",
                fix=set_search_path(catalog, function),
            )
