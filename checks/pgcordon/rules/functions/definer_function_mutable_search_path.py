"""A SECURITY DEFINER function that looks names up where its caller says.

## What it does
Flags functions and procedures that are SECURITY DEFINER and have no `SET search_path`. C and internal functions,
which look up no names in SQL, are left alone.

## Why is this bad?
The function runs with its owner's rights and its caller's `search_path`. A caller who can create objects anywhere,
be it in their own schema or as temporary ones, puts a table or function of the same name first, and the function
reads it, trusts it or runs it as its owner. PostgreSQL's manual says so under CREATE FUNCTION, "Writing SECURITY
DEFINER Functions Safely".

`set search_path = ''` is the strictest cure: every name must then be qualified, so that nothing can step in for it,
not even a temporary table, which comes first in any path that does not list `pg_temp`.

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;

create function public.count_notes() returns bigint
  language sql stable security definer
as $$ select count(*) from note where owner_id = auth.uid() $$;
revoke execute on function public.count_notes() from public, anon;
grant execute on function public.count_notes() to authenticated;
```

## Use instead
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade,
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;

create function public.count_notes() returns bigint
  language sql stable security definer set search_path = ''
as $$ select count(*) from public.note where owner_id = auth.uid() $$;
revoke execute on function public.count_notes() from public, anon;
grant execute on function public.count_notes() to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule
from pgcordon.rules._search_path import WITHOUT_SQL_NAMES, set_search_path


@rule(Severity.ERROR, aliases=("0011_function_search_path_mutable", "function_search_path_mutable"))
def definer_function_mutable_search_path(catalog: Catalog) -> Iterator[Flaw]:
    for function in catalog.functions:
        if not function.security_definer or function.language in WITHOUT_SQL_NAMES:
            continue
        if function.setting("search_path") is None:
            yield Flaw(
                function,
                f"{function.kind} {function.signature} runs as its owner but with its caller's search_path; "
                "add `set search_path = ''` and qualify its names",
                fix=set_search_path(catalog, function),
            )
