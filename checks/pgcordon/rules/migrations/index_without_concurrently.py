"""An index of an existing table made, dropped or built again while writers wait.

## What it does
Flags CREATE INDEX, DROP INDEX and REINDEX without CONCURRENTLY on tables that an earlier file makes. Indexes of
partitioned tables are flagged as well: those cannot be made concurrently, but the ones of each partition can.

## Why is this bad?
CREATE INDEX and REINDEX lock out every writer until the whole table has been read (CREATE INDEX, "Building Indexes
Concurrently"), DROP INDEX readers as well, if only for a moment. With CONCURRENTLY they wait for others, not others for
them. It cannot run inside a transaction: give it a file of its own if whatever runs your files puts each in one.

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
create index note_title_idx on public.note (title);
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
create index concurrently note_title_idx on public.note (title);
```
"""

from collections.abc import Iterator
from itertools import groupby

from pgcordon.model import Catalog, Change, FileStatement, Fix, Flaw, Index, Severity, Table, TableKind
from pgcordon.rules import When, rule
from pgcordon.rules._keywords import keyword_behind

_ALIASES = (
    "require-concurrent-index-creation",
    "require-concurrent-index-deletion",
    "require-concurrent-reindex",
)


@rule(Severity.WARNING, when=When.SINCE, aliases=_ALIASES)
def index_without_concurrently(catalog: Catalog) -> Iterator[Flaw]:
    for _, group in groupby(catalog.changes, key=lambda change: id(change.statement)):
        changes = list(group)
        statement = changes[0].statement
        if "CONCURRENTLY" not in statement.words and statement.kind in ("Index", "Drop"):
            yield from _made_or_dropped(catalog, statement, changes)
    for statement in catalog.statements:
        if statement.kind == "Reindex" and "CONCURRENTLY" not in statement.words:
            yield from _built_again(catalog, statement)


def _made_or_dropped(catalog: Catalog, statement: FileStatement, changes: list[Change]) -> Iterator[Flaw]:
    """Those that the statement names: those of partitions, and those of dropped tables, only go along."""
    if any(isinstance(change.before, Table) for change in changes):
        return
    named = changes[:1] if statement.kind == "Index" else changes
    for change in named:
        index = change.after or change.before
        if not change.on_earlier or not isinstance(index, Index):
            continue
        table = catalog.table(index.table)
        if table is None and catalog.view(index.table) is not None:
            continue
        partitioned = table is not None and table.kind is TableKind.PARTITIONED
        fix = None if partitioned or len(statement.relations) > 1 or "CASCADE" in statement.words else _fix(statement)
        doing = "making" if change.before is None else "dropping"
        locked = "writers" if change.before is None else "readers and writers"
        cure = "make those of its partitions concurrently first" if partitioned else "say CONCURRENTLY"
        yield Flaw(
            index, f"{doing} index {index.name} locks {locked} out of {index.table}; {cure}", statement.span, fix
        )


def _built_again(catalog: Catalog, statement: FileStatement) -> Iterator[Flaw]:
    for name in statement.relations:
        index = next((each for each in catalog.indexes if each.name == name), None)
        found = catalog.table(name) or index
        table = catalog.table(index.table) if index else catalog.table(name)
        if found and table and (table.defined is None or table.defined.source is not statement.span.source):
            message = f"building {found.address} again locks writers out of {table.name}; say CONCURRENTLY"
            yield Flaw(found, message, statement.span, _fix(statement, "index" if found is index else "table"))


def _fix(statement: FileStatement, keyword: str = "index") -> Fix:
    """Unsafe, because it fails in a transaction."""
    return Fix("say CONCURRENTLY", keyword_behind(statement.span, keyword, "concurrently"), safe=False)
