"""A migration that was changed after it became part of the base revision.

## What it does
With `--since REV`: flags files of that revision whose SQL is another now, or which are gone, if their names are those
of migrations. White space and comments are no SQL.

## Why is this bad?
Databases that have run the migration will not run it again: what was changed is in new databases only, and the others
differ from them from then on. Programs that keep checksums refuse to go on at all. Write a new migration.

## Example
```sql
-- base: 20250301120000_tag.sql
create table public.tag (
  id uuid primary key default gen_random_uuid(),
  label text not null
);
alter table public.tag enable row level security;
create policy tag_select on public.tag for select to authenticated using (label <> '');
grant select on public.tag to authenticated;
```

```sql
-- file: 20250301120000_tag.sql
create table public.tag (
  id uuid primary key default gen_random_uuid(),
  label text not null,
  colour text not null
);
alter table public.tag enable row level security;
create policy tag_select on public.tag for select to authenticated using (label <> '');
grant select on public.tag to authenticated;
```

## Use instead
```sql
-- base: 20250301120000_tag.sql
create table public.tag (
  id uuid primary key default gen_random_uuid(),
  label text not null
);
alter table public.tag enable row level security;
create policy tag_select on public.tag for select to authenticated using (label <> '');
grant select on public.tag to authenticated;
```

```sql
-- file: 20250301120000_tag.sql
create table public.tag (
  id uuid primary key default gen_random_uuid(),
  label text not null
);
alter table public.tag enable row level security;
create policy tag_select on public.tag for select to authenticated using (label <> '');
grant select on public.tag to authenticated;
```

```sql
-- file: 20250317090000_tag_colour.sql
alter table public.tag add column colour text not null default 'white';
```

## Options
- `files`: a regular expression for the names of the files that are migrations, such as `'[0-9]{14}_.+'`. Where nothing
  is said, those are names that begin with at least three digits, or with `V`, a number and `__`.
"""

import re
from collections.abc import Iterator

import msgspec

from pgcordon.model import Catalog, Flaw, Severity, Source, Span
from pgcordon.rules import FilePlace, When, rule
from pgcordon.rules._tokens import same_tokens


class MigrationFiles(msgspec.Struct, frozen=True):
    files: str = r"(\d{3,}|V\d+(\.\d+)*__).*"

    def __post_init__(self) -> None:
        try:
            re.compile(self.files)
        except re.error as error:
            raise ValueError(f"files {self.files!r} is not a regular expression: {error}") from error


@rule(Severity.WARNING, options=MigrationFiles, when=When.SINCE)
def edited_migration(catalog: Catalog, options: MigrationFiles) -> Iterator[Flaw]:
    now = {source.path: source for source in catalog.sources}
    for before in catalog.base_sources or ():
        if not re.fullmatch(options.files, before.path.replace("\\", "/").rpartition("/")[2]):
            continue
        after = now.get(before.path)
        if after is None:
            yield Flaw(
                FilePlace(_beginning(before)), f"{_name(before)} is gone; databases that have run it stay as they are"
            )
        elif after.text != before.text and not same_tokens(before.text, after.text):
            message = f"{_name(after)} was changed; databases that have run it stay as they are: write a new migration"
            yield Flaw(FilePlace(_first_difference(before, after)), message)


def _name(source: Source) -> str:
    return f"migration {source.path.replace(chr(92), '/').rpartition('/')[2]}"


def _beginning(source: Source) -> Span:
    return Span(source, 0, len(source.text.partition("\n")[0]))


def _first_difference(before: Source, after: Source) -> Span:
    """The first line that is not as it was, or the last one where lines are missing behind it."""
    old, new = before.text.splitlines(), after.text.splitlines()
    number = next((index for index, (one, two) in enumerate(zip(old, new, strict=False)) if one != two), None)
    number = min(len(old), len(new)) if number is None else number
    line = max(min(number, len(new) - 1), 0) + 1
    start = after.offset(line)
    return Span(after, start, start + len(after.line(line)))
