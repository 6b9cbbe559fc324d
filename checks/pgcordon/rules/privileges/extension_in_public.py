"""An extension in the schema that the API shows.

## What it does
Flags extensions that are created in `public`, which is where they go without a SCHEMA clause. Those that choose their
schema themselves, such as pg_cron, are left alone.

## Why is this bad?
The API offers every function in `public` to its clients, an extension's too. What the extension brings also mixes
with your own tables and functions, and a schema that is dropped and made anew takes it along.

## Example
```sql
create extension hypopg;
```

## Use instead
```sql
create extension hypopg with schema extensions;
```
"""

from collections.abc import Iterator

from pgcordon.model import Catalog, Edit, Extension, Fix, Flaw, Severity, Span, quote_identifier
from pgcordon.rules import rule

_CHOOSE_THEMSELVES = frozenset({
    "adminpack", "pg_cron", "pg_graphql", "pg_net", "pg_tle", "pgmq", "pgsodium", "plpgsql", "plperl", "plperlu",
    "plpython3u", "plv8", "postgis_tiger_geocoder", "postgis_topology", "supabase_vault",
})  # fmt: skip
"""Source: `schema` in their control files; pg_net makes a schema of its own and keeps nothing elsewhere."""
_SCHEMA = "extensions"


@rule(Severity.WARNING, aliases=("0014_extension_in_public", "extension_in_public"))
def extension_in_public(catalog: Catalog) -> Iterator[Flaw]:
    for extension in catalog.extensions:
        if extension.schema in (None, "public") and extension.name not in _CHOOSE_THEMSELVES:
            message = f"extension {extension.name} is created in public, where the API shows what it brings"
            yield Flaw(extension, message, fix=_fix(catalog, extension))


def _fix(catalog: Catalog, extension: Extension) -> Fix | None:
    """Its functions and types get another schema, which whoever writes `public.` in front of them will notice."""
    if not any(schema.name == _SCHEMA for schema in catalog.schemas):
        return None
    migration = f"alter extension {quote_identifier(extension.name)} set schema {_SCHEMA};"
    return Fix(f"create it in {_SCHEMA}", _edits(extension), migration, safe=False)


def _edits(extension: Extension) -> tuple[Edit, ...]:
    statement = extension.defined
    if statement is None or extension.changes:
        return ()
    if extension.schema is None:
        is_bare = statement.text.rstrip().lower().endswith((extension.name, f'{extension.name}"'))
        clause = f" with schema {_SCHEMA}" if is_bare else f" schema {_SCHEMA}"
        return (Edit(Span(statement.source, statement.end, statement.end), clause),)
    start = statement.start + statement.text.lower().rindex(extension.schema)
    return (Edit(Span(statement.source, start, start + len(extension.schema)), _SCHEMA),)
