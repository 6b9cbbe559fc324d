"""SET NOT NULL that reads the whole table while everyone waits.

## What it does
Flags ALTER COLUMN … SET NOT NULL on a table that an earlier file makes, unless a validated CHECK constraint says
already that the column is not null.

## Why is this bad?
PostgreSQL reads the table from end to end to see that there is no null, under an ACCESS EXCLUSIVE lock, which stops
readers too. "If a valid CHECK constraint exists which proves no NULL can exist, then the table scan is skipped" (ALTER
TABLE, "SET/DROP NOT NULL"): add one with NOT VALID, validate it in a later migration, which lets others read and write
meanwhile, then set NOT NULL and drop it.

## Example
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

```sql
alter table public.note alter column title set not null;
```

## Use instead
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

```sql
alter table public.note add constraint note_title_set check (title is not null) not valid;
```

```sql
alter table public.note validate constraint note_title_set;
```

```sql
alter table public.note alter column title set not null;
alter table public.note drop constraint note_title_set;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Column, Comparison, Expression, Flaw, Severity, Table
from pgcordon.rules import When, rule
from pgcordon.rules._alterations import altered_tables


@rule(Severity.WARNING, when=When.SINCE, aliases=("adding-not-nullable-field",))
def set_not_null_scan(catalog: Catalog) -> Iterator[Flaw]:
    for change, before, after in altered_tables(catalog):
        if "SetNotNull" not in change.statement.words:
            continue
        keys = {name for columns in after.unique_keys if columns not in before.unique_keys for name in columns}
        for old, new in change.columns:
            if old is None or new is None or old.not_null or not new.not_null or new.name in keys:
                continue
            if not _is_proven(before, old):
                message = f"SET NOT NULL reads all of {after.name} while readers and writers wait"
                cure = f"validate a CHECK that {new.name} is not null first"
                yield Flaw(new, f"{message}; {cure}", change.statement.span)


def _is_proven(table: Table, column: Column) -> bool:
    """Whether a validated CHECK of the table rules nulls out."""
    return any(
        check.validated and check.expression is not None and _rules_out_null(check.expression, column.name)
        for check in table.checks
    )


def _rules_out_null(expression: Expression, column: str) -> bool:
    conditions = expression.conjuncts or (expression,)
    return any(
        each.comparisons == (Comparison(column, "IS NOT NULL", ()),) for each in conditions if not each.disjuncts
    )
