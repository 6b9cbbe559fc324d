"""A column added with a value that is computed for each row, so that the whole table is rewritten.

## What it does
Flags ALTER TABLE … ADD COLUMN with a volatile default (`gen_random_uuid()`, `clock_timestamp()`, a sequence, a function
of one's own that is not declared otherwise), a stored generated column, or an identity column, on a table that an
earlier file makes.

## Why is this bad?
A constant or stable default is kept once and costs nothing. Anything else makes PostgreSQL write every row and every
index again, under an ACCESS EXCLUSIVE lock that stops readers too. Source: ALTER TABLE, "Notes". Add the column without
a default, set the default for new rows, and fill the old ones in batches.

## Example
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

```sql
alter table public.note add column token uuid default gen_random_uuid();
```

## Use instead
```sql
create table public.note (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id) on delete cascade,
  title text not null
);
create index note_owner_id_idx on public.note (owner_id);
alter table public.note enable row level security;
create policy note_select on public.note for select to authenticated using (owner_id = (select auth.uid()));
grant select on public.note to authenticated;
```

```sql
alter table public.note add column token uuid;
alter table public.note alter column token set default gen_random_uuid();
```
"""

from collections.abc import Iterator

from pgcordon.model import Call, Catalog, Change, Column, Flaw, QualifiedName, Severity, Volatility
from pgcordon.rules import When, rule
from pgcordon.rules._alterations import added_columns

_VOLATILE = frozenset({
    "clock_timestamp", "currval", "gen_random_bytes", "gen_random_uuid", "gen_salt", "lastval", "nextval", "random",
    "random_normal", "setval", "timeofday", "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "uuidv4",
    "uuidv7",
})  # fmt: skip
"""The volatile functions of PostgreSQL and its extensions that defaults are made of."""
_CURE = "writes every row again and locks out readers meanwhile"


@rule(Severity.WARNING, when=When.SINCE, aliases=("adding-field-with-default",))
def volatile_default_rewrite(catalog: Catalog) -> Iterator[Flaw]:
    for change, column in added_columns(catalog):
        reason = _reason(catalog, change, column)
        if reason:
            yield Flaw(column, f"adding {column.address} with {reason} {_CURE}", column.defined)


def _reason(catalog: Catalog, change: Change, column: Column) -> str | None:
    if column.identity is not None:
        return "an identity"
    if column.generated is not None:
        return None if "VIRTUAL" in change.statement.words else "a stored generated value"
    calls = column.default.calls if column.default else ()
    volatile = next((call for call in calls if _is_volatile(catalog, call)), None)
    return f"the volatile default {volatile}()" if volatile else None


def _is_volatile(catalog: Catalog, call: Call) -> bool:
    """Whether a call may give another value for each row; a function that nobody knows is taken not to."""
    schemas = [call.schema] if call.schema else [schema.name for schema in catalog.schemas] + ["public"]
    found = [each for schema in schemas for each in catalog.functions_named(QualifiedName(schema, call.name))]
    if found:
        return all(each.volatility is Volatility.VOLATILE for each in found)
    return call.name in _VOLATILE
