"""A function that runs SQL into which its caller writes.

## What it does
Flags PL/pgSQL functions that a client may execute and in which the text of an argument reaches the text that EXECUTE
runs without being quoted: joined with `||` or put in by `%s` of `format`, directly or through variables. Arguments
that hold no text, such as numbers and uuids, are left alone, and so are those that the function compares with
literals or looks for in the system catalogs, for it may let nothing else pass.

## Why is this bad?
What the caller passes becomes part of the statement: a condition ends early, a second query is appended. In a SECURITY
DEFINER function it runs as the owner, past row security. Otherwise a client of an API that runs no SQL of its own now
can. `quote_ident`, `quote_literal`, `%I` and `%L` quote, and USING passes values that are never read as SQL. Source:
the manual, "Executing Dynamic Commands" and "Quoting Values in Dynamic Queries".

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

create function public.notes_with(p_column text) returns setof public.note
  language plpgsql stable security definer set search_path = ''
as $$
begin
  return query execute
    'select * from public.note where owner_id = auth.uid() and ' || p_column || ' is not null';
end $$;
revoke execute on function public.notes_with(text) from public, anon;
grant execute on function public.notes_with(text) to authenticated;
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

create function public.notes_with(p_column text) returns setof public.note
  language plpgsql stable security definer set search_path = ''
as $$
begin
  return query execute
    format('select * from public.note where owner_id = auth.uid() and %I is not null', p_column);
end $$;
revoke execute on function public.notes_with(text) from public, anon;
grant execute on function public.notes_with(text) to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import Argument, BodyStatement, Catalog, Flaw, Function, QualifiedName, Severity
from pgcordon.rules import rule
from pgcordon.rules._callers import executors

_HOLD_TEXT = frozenset({"bpchar", "char", "json", "jsonb", "name", "record", "text", "varchar", "xml"})
_LIMITS = frozenset({"=", "<>", "~", "!~", "~*", "!~*", "SIMILAR TO", "NOT SIMILAR TO"})
_SYSTEM = frozenset({"pg_catalog", "information_schema"})


@rule(Severity.ERROR)
def dynamic_sql_from_argument(catalog: Catalog) -> Iterator[Flaw]:
    for function in catalog.functions:
        if function.body is None or not function.body.dynamic or not executors(catalog, function):
            continue
        checked = _checked(function.body.statements)
        for statement in function.body.statements:
            for argument, spellings in _texts(catalog, function):
                if _reaches(statement, spellings) and not spellings & checked:
                    rights = "its owner" if function.security_definer else "its caller"
                    yield Flaw(
                        function,
                        f"{function.kind} {function.signature} runs, as {rights}, SQL into which its argument "
                        f"{argument} is written unquoted; pass it with USING, or quote it with %L or %I",
                        statement.expression.span,
                    )
                    break


def _texts(catalog: Catalog, function: Function) -> Iterator[tuple[str, frozenset[str]]]:
    """The arguments that can hold any text: their names, and the ways in which the body can name them."""
    for number, argument in enumerate(function.inputs, 1):
        if _holds_text(catalog, argument):
            name = argument.name or f"${number}"
            yield name, frozenset({f"${number}", name, f"{function.name.name}.{name}"})


def _holds_text(catalog: Catalog, argument: Argument) -> bool:
    type_name = argument.type
    while not type_name.built_in:
        name = QualifiedName(type_name.schema, type_name.name)
        domain = catalog.domain(name)
        if domain is None:
            return catalog.enum(name) is None
        type_name = domain.base
    return type_name.name in _HOLD_TEXT


def _reaches(statement: BodyStatement, spellings: frozenset[str]) -> bool:
    parts = {name.rpartition(".")[0] for name in statement.unquoted}
    return bool(spellings & (statement.unquoted | parts))


def _checked(statements: tuple[BodyStatement, ...]) -> frozenset[str]:
    """The names that are compared with literals, or looked for in the system catalogs."""
    compared = {
        comparison.column
        for statement in statements
        if statement.kind == "expression"
        for comparison in statement.expression.comparisons
        if comparison.operator in _LIMITS and comparison.literals != ("",)
    }
    looked_for = {
        operand.column.name
        for statement in statements
        if _SYSTEM.intersection(name.schema for name in statement.expression.relations)
        for equality in statement.expression.equalities
        for operand in equality.operands
        if operand.column is not None
    }
    return frozenset(compared | looked_for)
