"""A name that is longer than the server keeps.

## What it does
Flags names of more than 63 bytes: of tables, columns, constraints, indexes, views, functions, arguments, triggers,
types and policies. It says so where another name becomes the same once both are cut.

## Why is this bad?
The server cuts longer names to 63 bytes, with no more than a notice. The object then goes by another name than its
source says, and programs that look it up in the catalogs do not find it. Two names that differ only behind the cut are
one: the second object is an error or, with IF NOT EXISTS, is silently not made. Source: the manual, "Identifiers and
Key Words".

## Example
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade
);
alter table public.note enable row level security;
create policy "Everybody who has signed in can read the notes that they wrote themselves" on public.note
  for select to authenticated using (owner_id = (select auth.uid()));
create index note_owner_id_idx on public.note (owner_id);
grant select on public.note to authenticated;
```

## Use instead
```sql
create table public.note (
  id uuid primary key,
  owner_id uuid not null references auth.users (id) on delete cascade
);
alter table public.note enable row level security;
create policy "Users can read their own notes" on public.note
  for select to authenticated using (owner_id = (select auth.uid()));
create index note_owner_id_idx on public.note (owner_id);
grant select on public.note to authenticated;
```
"""

from collections.abc import Iterator, Sequence

from pgcordon.model import Catalog, Flaw, LongName, ObjectAddress, Severity, Span
from pgcordon.model.findings import Subject
from pgcordon.model.statements import BYTES_KEPT
from pgcordon.rules import rule
from pgcordon.rules._named_objects import named_objects


@rule(Severity.WARNING)
def identifier_too_long(catalog: Catalog) -> Iterator[Flaw]:
    if not catalog.long_names:
        return
    by_kept: dict[str, list[LongName]] = {}
    for long_name in catalog.long_names:
        by_kept.setdefault(long_name.kept, []).append(long_name)
    first: dict[tuple[str, ObjectAddress], LongName] = {}
    owners: dict[str, Subject] = {}
    owned: set[str] = set()
    for name, subject in _named(catalog):
        written = _written(subject, by_kept.get(name, ()))
        if written is None:
            continue
        owners.setdefault(name, subject)
        owned.add(written.text)
        if (before := first.setdefault((name, subject.address), written)) is written:
            yield Flaw(subject, _too_long(written), written.span)
        else:
            yield Flaw(subject, _mixed_up(before), written.span)
    for name, subject in owners.items():
        others = {each.text: each for each in reversed(by_kept[name]) if each.text not in owned}
        for other in others.values():
            yield Flaw(subject, _mixed_up(first[name, subject.address]), other.span)


def _named(catalog: Catalog) -> Iterator[tuple[str, Subject]]:
    yield from named_objects(catalog)
    yield from ((policy.name, policy) for policy in catalog.policies)
    for function in catalog.functions:
        yield from ((argument.name, function) for argument in function.arguments if argument.name)


def _written(subject: Subject, long_names: Sequence[LongName]) -> LongName | None:
    """How an object's name is written where the object is made or renamed; None if not too long there."""
    spans = (subject.defined, *getattr(subject, "changes", ()))
    return next((each for each in long_names if any(_holds(span, each.span) for span in spans)), None)


def _holds(outer: Span | None, inner: Span) -> bool:
    return outer is not None and outer.source is inner.source and outer.start <= inner.start and inner.end <= outer.end


def _too_long(name: LongName) -> str:
    length = len(name.text.encode())
    return f'this name has {length} bytes, and the server keeps {BYTES_KEPT}: "{name.kept}"'


def _mixed_up(name: LongName) -> str:
    return f'the server takes this name for "{name.text}": they begin with the same {BYTES_KEPT} bytes'
