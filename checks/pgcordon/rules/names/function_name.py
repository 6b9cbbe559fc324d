"""A function whose name does not have the agreed form.

## What it does
Holds the names of functions and procedures against a pattern, and those of trigger functions against another. Where one
is not set, it reports for information the few names that do not look like the others, if the project has at least ten
and nine in ten have one form: a prefix such as `fn_`, or a suffix such as `_trigger`. What a function does, and with
which verb it should begin, cannot be read from a schema.

## Why is this bad?
PostgREST offers every function of an exposed schema under its name, and people find a function by guessing at its name.

## Example
```sql
create function public.add_tax(amount numeric) returns numeric
  language sql immutable set search_path = '' as 'select amount * 1.2';
revoke execute on function public.add_tax(numeric) from public, anon;
```

## Use instead
```sql
create function public.fn_add_tax(amount numeric) returns numeric
  language sql immutable set search_path = '' as 'select amount * 1.2';
revoke execute on function public.fn_add_tax(numeric) from public, anon;
```

## Options
Each is a regular expression that the whole name must match. In it `{schema}` stands for the name of the function's
schema, and `{result}` for the name of the type that it returns.

- `pattern`: for functions and procedures that are no trigger functions, such as `"fn_.+"`.
- `trigger`: for trigger functions, such as `"trg_.+"`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from pgcordon.model import Catalog, Flaw, Severity
from pgcordon.rules import rule
from pgcordon.rules._convention import Convention, Naming
from pgcordon.rules._naming import Named


def _named(*, trigger: bool) -> Callable[[Catalog], Iterator[Named]]:
    def names(catalog: Catalog) -> Iterator[Named]:
        for function in catalog.functions:
            if function.is_trigger is trigger:
                result = (function.returns.name,) if function.returns else ()
                yield Named(function.name.name, function, {"schema": (function.name.schema,), "result": result})

    return names


FUNCTIONS = Convention(
    "functions",
    _named(trigger=False),
    tiers=(("fn_.+", "f_.+", "func_.+", "sp_.+", "usp_.+", "fx_.+", ".+_fn"),),
    words=("schema", "result"),
)
TRIGGER_FUNCTIONS = Convention(
    "trigger functions",
    _named(trigger=True),
    tiers=(("trg_.+", "tg_.+", "tf_.+", "trigger_.+", "fn_.+", ".+_trigger", ".+_trg", ".+_fn"),),
    words=("schema", "result"),
)


class FunctionNaming(Naming, frozen=True):
    conventions: ClassVar[Mapping[str, Convention]] = {"pattern": FUNCTIONS, "trigger": TRIGGER_FUNCTIONS}
    pattern: str | None = None
    trigger: str | None = None


@rule(Severity.WARNING, options=FunctionNaming)
def function_name(catalog: Catalog, options: FunctionNaming) -> Iterator[Flaw]:
    yield from options.flaws(catalog)
