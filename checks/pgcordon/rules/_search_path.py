"""The search_path of functions: which have none, and how to give them one."""

import re
from collections.abc import Iterator

from pgcordon.model import Catalog, Edit, Fix, Function, QualifiedName, Span
from pgcordon.rules._insertion import in_style_of, statement_behind

WITHOUT_SQL_NAMES = frozenset({"c", "internal"})
"""The languages whose functions look up no names in SQL."""
_AS = re.compile(r"\bas\s*(?:[eE]?'|\$\w*\$)\s*\Z", re.IGNORECASE)


def set_search_path(catalog: Catalog, function: Function) -> Fix:
    """The repair of a function without a search_path.

    Where nothing is looked up there, by its body, by what that calls and by the triggers that it fires, the path is
    empty, and that is safe. Else it holds what names are found in today, and last the schema of temporary objects.
    Source: CREATE FUNCTION, "Writing SECURITY DEFINER Functions Safely".
    """
    safe = _looks_nothing_up(catalog, function, set())
    value = "''" if safe else ", ".join(("public", *_extension_schema(catalog), "pg_temp"))
    clause = f"set search_path = {value}"
    migration = f"alter {function.address} {clause}"
    title = f"set search_path to {value if safe else 'what it needs'}"
    return Fix(title, _edits(catalog, function, clause, migration), f"{migration};", safe)


def _extension_schema(catalog: Catalog) -> tuple[str, ...]:
    """The schema in which Supabase puts extensions, and which is in its roles' path."""
    return ("extensions",) if any(extension.schema == "extensions" for extension in catalog.extensions) else ()


def _looks_nothing_up(catalog: Catalog, function: Function, seen: set[str]) -> bool:
    """Whether it does the same under every search_path."""
    if function.identity in seen or function.setting("search_path") is not None:
        return True
    seen.add(function.identity)
    if function.body is None:
        return function.language in WITHOUT_SQL_NAMES
    return function.body.looked_up == frozenset() and all(
        _looks_nothing_up(catalog, each, seen) for each in _run_by(catalog, function)
    )


def _run_by(catalog: Catalog, function: Function) -> Iterator[Function]:
    """The functions that it calls, and those of the triggers on the tables that it names."""
    for statement in function.body.statements if function.body else ():
        for call in statement.expression.calls:
            yield from catalog.functions_named(QualifiedName(call.schema or "public", call.name))
        for relation in statement.expression.relations:
            for trigger in catalog.triggers_on(relation):
                yield from catalog.functions_named(trigger.function)


def _edits(catalog: Catalog, function: Function, clause: str, migration: str) -> tuple[Edit, ...]:
    spans = [span for span in (function.defined, *function.changes) if span is not None]
    if not spans:
        return ()
    last, body = spans[-1], function.body.span if function.body else None
    if body is None or body.source != last.source or not last.start <= body.start < last.end:
        return (statement_behind(catalog, last, migration),)
    text = body.source.text
    behind_as = _AS.search(text, last.start, body.start)
    at = behind_as.start() if behind_as else body.start
    line = text[text.rfind("\n", 0, at) + 1 : at]
    separator = " " if line.strip() else f"\n{line}"
    return (Edit(Span(body.source, at, at), f"{in_style_of(last, clause)}{separator}"),)
