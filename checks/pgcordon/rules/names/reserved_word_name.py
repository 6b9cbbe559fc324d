"""A name that is a reserved word.

## What it does
Flags tables, views, columns, functions, types, constraints, indexes and triggers whose names are keywords that must be
quoted in their place, such as a table `"user"` or a column `"end"`. Where the word alone has a value, as `user` and
`current_date` do, that is a warning. For other reserved words it is for information. Policies and arguments are not
judged.

## Why is this bad?
Such a name must be quoted wherever it is used. Forgotten quotes are mostly a syntax error, but not for the words with
a value: `select * from user` does not read a table, it returns the name of the current role, and nothing says so.
Source: the manual, appendix "SQL Key Words", and "System Information Functions and Operators".

## Example
```sql
create table public."user" (
  id uuid primary key references auth.users (id) on delete cascade,
  name text not null
);
alter table public."user" enable row level security;
create policy user_select on public."user" for select to authenticated using (id = (select auth.uid()));
grant select on public."user" to authenticated;
```

## Use instead
```sql
create table public.profile (
  id uuid primary key references auth.users (id) on delete cascade,
  name text not null
);
alter table public.profile enable row level security;
create policy profile_select on public.profile for select to authenticated using (id = (select auth.uid()));
grant select on public.profile to authenticated;
```
"""

from collections.abc import Iterator

from pglast.keywords import COL_NAME_KEYWORDS, RESERVED_KEYWORDS, TYPE_FUNC_NAME_KEYWORDS

from pgcordon.model import Catalog, CompositeType, Domain, EnumType, Flaw, Function, RangeType, Severity
from pgcordon.model.findings import Subject
from pgcordon.rules import rule
from pgcordon.rules._named_objects import named_objects

_WITH_A_VALUE = frozenset({
    "current_catalog", "current_date", "current_role", "current_schema", "current_time", "current_timestamp", "false",
    "localtime", "localtimestamp", "null", "session_user", "system_user", "true", "user",
})  # fmt: skip
_QUOTED_AS_FUNCTION = frozenset(RESERVED_KEYWORDS | COL_NAME_KEYWORDS)
_QUOTED_ELSEWHERE = frozenset(RESERVED_KEYWORDS | TYPE_FUNC_NAME_KEYWORDS)
_QUOTED_SOMEWHERE = _QUOTED_AS_FUNCTION | _QUOTED_ELSEWHERE


@rule(Severity.WARNING)
def reserved_word_name(catalog: Catalog) -> Iterator[Flaw]:
    for name, subject in named_objects(catalog):
        if name not in _QUOTED_SOMEWHERE or name not in _quoted(subject):
            continue
        if name in _WITH_A_VALUE:
            yield Flaw(subject, f"the name of {subject.address} without its quotes is no name but the value {name}")
        else:
            message = f"the name of {subject.address} is a reserved word, and must be quoted wherever it is used"
            yield Flaw(subject, message, severity=Severity.INFO)


def _quoted(subject: Subject) -> frozenset[str]:
    """The words that must be quoted as the name of such an object; a type stands where a function could."""
    as_function = isinstance(subject, Function | EnumType | CompositeType | RangeType | Domain)
    return _QUOTED_AS_FUNCTION if as_function else _QUOTED_ELSEWHERE
