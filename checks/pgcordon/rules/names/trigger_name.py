"""A trigger whose name does not have the agreed form.

## What it does
Holds the names of triggers against a pattern. Where none is set, it reports for information the few names that do not
look like the others, if the project has at least ten and nine in ten have one form. Triggers on tables that the
platform brought, such as `auth.users`, are not judged.

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

from collections.abc import Iterator, Mapping
from typing import ClassVar

from pgcordon.model import Catalog, Flaw, Severity, Trigger
from pgcordon.rules import rule
from pgcordon.rules._convention import Convention, Naming
from pgcordon.rules._naming import Anything, Named


def _names(catalog: Catalog) -> Iterator[Named]:
    for trigger in catalog.triggers:
        table = catalog.table(trigger.table)
        if table is None or table.address not in catalog.given:
            columns = tuple(column.name for column in table.columns) if table else (Anything(r"\w+"),)
            yield Named(trigger.name, trigger, _words(trigger, columns))


def _words(trigger: Trigger, columns: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {
        "table": (trigger.table.name,),
        "column": columns,
        "function": (trigger.function.name,),
        "timing": (trigger.timing.lower().replace(" ", "_"),),
        "event": tuple(event.lower() for event in sorted(trigger.events)),
    }


TRIGGERS = Convention(
    "triggers",
    _names,
    # What a trigger does differs from one to the next, so that a common verb is no form.
    tiers=(
        (
            "{function}",
            "{function}_trigger",
            "trigger_{function}",
            "{table}_{timing}_{event}",
            "trg_{table}_.+",
            "tr_{table}_.+",
            "{table}_.+_trigger",
            "{table}_.+",
            ".+_{table}_.+",
            ".+_{table}",
        ),
        ("trg_.+", "tr_.+", "trigger_.+", ".+_trigger", ".+_trg", "t_.+"),
    ),
    words=("table", "column", "function", "timing", "event"),
)


class TriggerNaming(Naming, frozen=True):
    conventions: ClassVar[Mapping[str, Convention]] = {"pattern": TRIGGERS}
    pattern: str | None = None


@rule(Severity.WARNING, options=TriggerNaming)
def trigger_name(catalog: Catalog, options: TriggerNaming) -> Iterator[Flaw]:
    yield from options.flaws(catalog)
