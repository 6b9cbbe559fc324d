"""A column that a policy looks rows up by, without an index.

## What it does
Flags columns of a table that its policies for SELECT, UPDATE and DELETE hold equal to who asks, and that no index,
primary key or unique constraint begins with. Likewise the tables of sub-queries: one of the columns that tie such a
table to who asks or to the row at hand has to lead an index.

## Why is this bad?
The policy is part of every query. Without an index each of them reads the whole table, or the whole table of the
sub-query, to find a few rows. It shows with the data of production.

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null default auth.uid(),
  body text not null
);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

## Use instead
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null default auth.uid(),
  body text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```
"""

from collections.abc import Iterator

from pgcordon.model import (
    Catalog,
    ConstraintType,
    Fix,
    Flaw,
    Policy,
    QualifiedName,
    Severity,
    Span,
    Table,
    TableKind,
    quote_identifier,
)
from pgcordon.rules import rule
from pgcordon.rules._insertion import statement_behind, where_names_hold
from pgcordon.rules._once import once_a_catalog
from pgcordon.rules._ownership import is_identity, owner_columns

_KEYS = (ConstraintType.PRIMARY_KEY, ConstraintType.UNIQUE, ConstraintType.EXCLUDE)
_LOOKED_UP = ("btree", "hash")


@rule(Severity.WARNING)
def unindexed_policy_column(catalog: Catalog) -> Iterator[Flaw]:
    reported: set[tuple[QualifiedName, str]] = set()
    for policy in catalog.policies:
        for table, name, span in (*_own(catalog, policy), *_looked_up(catalog, policy)):
            if (table.name, name) in reported or table.address in catalog.given:
                continue
            reported.add((table.name, name))
            column = quote_identifier(name)
            fault = f"no index on {table.name} begins with {column}, by which {policy.address} looks rows up"
            yield Flaw(policy, fault, span, _fix(catalog, table, name))


def _own(catalog: Catalog, policy: Policy) -> Iterator[tuple[Table, str, Span | None]]:
    """The columns of the policy's own table that are held against who asks and lead no index."""
    table = catalog.table(policy.table)
    if table is None or policy.using is None:
        return
    leading = _leading(catalog)[table.name]
    for name, equality in owner_columns(catalog, policy.using):
        if name not in leading and table.column(name) is not None:
            yield table, name, equality.span


def _looked_up(catalog: Catalog, policy: Policy) -> Iterator[tuple[Table, str, Span | None]]:
    """For each table of a sub-query in which no column that ties it leads an index, the first of them."""
    leading = _leading(catalog)
    for expression in policy.expressions:
        for query in expression.subqueries:
            tied: dict[QualifiedName, dict[str, Span | None]] = {}
            for equality in query.equalities if not query.nested else ():
                for operand, other in equality.sides:
                    column = operand.column
                    if column is None or column.relation is None or not column.in_subquery:
                        continue
                    outer = other.column is not None and not other.column.in_subquery
                    if outer or is_identity(catalog, other):
                        tied.setdefault(column.relation, {}).setdefault(column.name, equality.span)
            for relation, columns in tied.items():
                table = catalog.table(relation)
                if table is None or table.kind is TableKind.FOREIGN or leading[relation].intersection(columns):
                    continue
                name = next((each for each in columns if table.column(each)), None)
                if name is not None:
                    yield table, name, columns[name]


@once_a_catalog
def _leading(catalog: Catalog) -> dict[QualifiedName, frozenset[str]]:
    """For each table the columns that indexes begin with, partial ones too."""
    return {table.name: _leading_in(catalog, table) for table in catalog.tables}


def _leading_in(catalog: Catalog, table: Table) -> frozenset[str]:
    keys = [each.columns[0] for each in table.constraints if each.type in _KEYS and each.columns]
    indexes = [each.columns[0] for each in catalog.indexes_on(table.name) if each.method in _LOOKED_UP]
    return frozenset(name for name in (*keys, *indexes) if name)


def _fix(catalog: Catalog, table: Table, name: str) -> Fix | None:
    column = table.column(name)
    if column is None:
        return None
    target = f"on {table.name} ({quote_identifier(name)})"
    concurrently = "" if table.kind is TableKind.PARTITIONED else "concurrently "
    place = where_names_hold(catalog, column, table)
    edits = (statement_behind(catalog, place, f"create index {target}"),) if place else ()
    return Fix(f"add an index on ({name})", edits, f"create index {concurrently}{target};")
