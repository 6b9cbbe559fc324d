"""A column that should say when the row was last updated, and nothing that sets it.

## What it does
Flags tables with the column that the settings name but without a trigger that keeps it: an enabled one, BEFORE UPDATE,
FOR EACH ROW, for updates of any column, whose function sets the column. Partitions, on which their parent's
triggers fire, are left alone.

## Why is this bad?
A default is only for INSERT. Without the trigger the column keeps the time of creation unless each and every UPDATE
sets it, and whatever syncs, caches or expires by it works on stale times.

## Example
```sql
create table public.note (id uuid primary key, body text, updated_at timestamptz not null default now());
alter table public.note enable row level security;
```

## Use instead
```sql
create table public.note (id uuid primary key, body text, updated_at timestamptz not null default now());
alter table public.note enable row level security;
create function public.set_updated_at() returns trigger language plpgsql set search_path = ''
as $$ begin new.updated_at := now(); return new; end $$;
create trigger update_note_updated_at before update on public.note
  for each row execute function public.set_updated_at();
```

## Options
- `column`: the column. Default: `"updated_at"`.
- `function`: the trigger function to use, such as `"public.set_updated_at"`. Default: any that
  names the column, runs dynamic SQL, or has no body in the files.
"""

import re
from collections.abc import Iterator

import msgspec

from pgcordon.model import Catalog, Flaw, QualifiedName, Severity, Trigger, TriggerTiming
from pgcordon.rules import When, rule


class UpdatedAt(msgspec.Struct, frozen=True):
    column: str = "updated_at"
    function: str | None = None

    def __post_init__(self) -> None:
        if self.function is not None:
            QualifiedName.parse(self.function)


@rule(Severity.WARNING, options=UpdatedAt, when=When.NAMED)
def updated_at_without_trigger(catalog: Catalog, options: UpdatedAt) -> Iterator[Flaw]:
    for table in catalog.tables:
        column = table.column(options.column)
        if column is None or column.generated or table.partition_of:
            continue
        if not any(_keeps(catalog, trigger, options) for trigger in catalog.triggers_on(table.name)):
            by = f" by {options.function}()" if options.function else ""
            yield Flaw(column, f"no trigger sets {column.address.identity} on every update{by}")


def _keeps(catalog: Catalog, trigger: Trigger, options: UpdatedAt) -> bool:
    return _fires_on_every_update(trigger) and _sets_column(catalog, trigger.function, options)


def _fires_on_every_update(trigger: Trigger) -> bool:
    in_time = trigger.timing is TriggerTiming.BEFORE and "UPDATE" in trigger.events
    return in_time and trigger.enabled and trigger.for_each_row and not trigger.columns


def _sets_column(catalog: Catalog, function: QualifiedName, options: UpdatedAt) -> bool:
    if options.function is not None:
        return function == QualifiedName.parse(options.function)
    bodies = [known.body for known in catalog.functions_named(function) if known.body]
    names_column = re.compile(rf"\b{re.escape(options.column)}\b")
    return not bodies or any(body.dynamic or names_column.search(body.text) for body in bodies)
