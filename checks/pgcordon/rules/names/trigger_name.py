"""A trigger whose name does not have the agreed form.

## What it does
Holds the names of triggers against a pattern. It does nothing until the pattern is set.

## Why is this bad?
PostgreSQL fires the triggers of one event in the order of their names, and error messages quote the names. A form
that everybody follows makes both foreseeable.

## Example
```sql
create table public.note (id uuid primary key, updated_at timestamptz not null default now());
alter table public.note enable row level security;
create function public.set_updated_at() returns trigger language plpgsql set search_path = ''
as $$ begin new.updated_at := now(); return new; end $$;
create trigger touch before update on public.note for each row execute function public.set_updated_at();
```

## Use instead
```sql
create table public.note (id uuid primary key, updated_at timestamptz not null default now());
alter table public.note enable row level security;
create function public.set_updated_at() returns trigger language plpgsql set search_path = ''
as $$ begin new.updated_at := now(); return new; end $$;
create trigger update_note_updated_at before update on public.note
  for each row execute function public.set_updated_at();
```

## Options
- `pattern`: a regular expression that the whole name must match, such as `"update_{table}_{column}"`. In it `{table}`
  stands for the table's name, `{column}` for any one of its columns, `{function}` for the name of the function that
  the trigger calls, `{timing}` for before, after or instead_of, and `{event}` for any one of insert, update, delete
  and truncate that it fires on.
"""

from collections.abc import Iterator

import msgspec

from pgcordon.model import Catalog, Flaw, Severity, Trigger
from pgcordon.rules import When, rule
from pgcordon.rules._naming import any_of, matches, validate

_PLACEHOLDERS = ("table", "column", "function", "timing", "event")


class TriggerNaming(msgspec.Struct, frozen=True):
    pattern: str | None = None

    def __post_init__(self) -> None:
        validate(self.pattern, _PLACEHOLDERS)


@rule(Severity.WARNING, options=TriggerNaming, when=When.NAMED)
def trigger_name(catalog: Catalog, options: TriggerNaming) -> Iterator[Flaw]:
    if options.pattern is None:
        return
    for trigger in catalog.triggers:
        if not matches(trigger.name, options.pattern, _meanings(catalog, trigger)):
            yield Flaw(trigger, f'the name of {trigger.address} does not match "{options.pattern}"')


def _meanings(catalog: Catalog, trigger: Trigger) -> dict[str, str]:
    table = catalog.table(trigger.table)
    return {
        "table": any_of([trigger.table.name]),
        "column": any_of(column.name for column in table.columns) if table else r"\w+",
        "function": any_of([trigger.function.name]),
        "timing": trigger.timing.lower().replace(" ", "_"),
        "event": any_of(event.lower() for event in sorted(trigger.events)),
    }
