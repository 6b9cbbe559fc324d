"""A function that is LEAKPROOF because somebody said so.

## What it does
Flags functions that are declared LEAKPROOF. Only a superuser can declare that.

## Why is this bad?
A query's own conditions run after those of row security and of security barrier views, so that they see no row that
the user may not. PostgreSQL makes an exception of LEAKPROOF functions that cost little: they may run first, on every
row. One that raises an error with its argument in it, logs it, writes it down or merely takes longer for some values
gives hidden rows away, and nothing checks the claim. Source: CREATE FUNCTION, "LEAKPROOF", and "Rules and Privileges".

## Example
```sql
create function public.is_short(body text) returns boolean
  language plpgsql immutable leakproof cost 0.1 set search_path = ''
as $$
begin
  if length(body) > 80 then
    raise exception 'too long: %', body;
  end if;
  return true;
end $$;
revoke execute on function public.is_short(text) from public, anon;
grant execute on function public.is_short(text) to authenticated;
```

## Use instead
```sql
create function public.is_short(body text) returns boolean
  language plpgsql immutable cost 0.1 set search_path = ''
as $$
begin
  if length(body) > 80 then
    raise exception 'too long: %', body;
  end if;
  return true;
end $$;
revoke execute on function public.is_short(text) from public, anon;
grant execute on function public.is_short(text) to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule


@rule(Severity.WARNING)
def leakproof_function(catalog: Catalog) -> Iterator[Flaw]:
    for function in catalog.functions:
        if function.leakproof:
            yield Flaw(
                function,
                f"{function.kind} {function.signature} is LEAKPROOF, so that conditions that call it may see rows "
                "before row security hides them; nothing checks that it tells nobody",
            )
