"""Views: who comes through them, and how to make one read as who asks."""

import re

from pgcordon.model import Catalog, Edit, Fix, QualifiedName, Span, View
from pgcordon.rules._insertion import in_style_of, statement_behind

USERS = QualifiedName("auth", "users")
"""Where Supabase keeps the accounts."""
_WRITES = ("INSERT", "UPDATE", "DELETE")
_DOORS = ("SELECT", *_WRITES)
_AGGREGATES = ("array_agg", "avg", "bool_and", "bool_or", "count", "json_agg", "jsonb_agg", "max", "min", "sum")
_AS = re.compile(r"(?:\bwith\s*\(\s*(?P<options>[^()]*?)\s*\)\s*)?\bas\s+\Z", re.IGNORECASE)
_OPTION = "security_invoker = true"


def clients(catalog: Catalog, view: View) -> tuple[str, ...]:
    """The API's roles that may read or write through it."""
    return _holders(catalog, view, _DOORS)


def readers(catalog: Catalog, view: View) -> tuple[str, ...]:
    """The API's roles that may read it."""
    return _holders(catalog, view, ("SELECT",))


def _holders(catalog: Catalog, view: View, privileges: tuple[str, ...]) -> tuple[str, ...]:
    if view.name.schema not in catalog.api.schemas:
        return ()
    return tuple(
        role
        for role in catalog.api.roles
        if any(catalog.grants_to((role,), privilege, view.address) for privilege in privileges)
    )


def asks_who(catalog: Catalog, view: View) -> bool:
    """Whether its query chooses rows by who asks; to tell who asks is not enough."""
    return any(not call.in_output for call in catalog.who_asks(view.query))


def may_be_written(catalog: Catalog, view: View) -> bool:
    """Whether a client may change, through it, the one table that it shows: PostgreSQL writes no other views.

    Source: CREATE VIEW, "Updatable Views".
    """
    simple = len(view.query.relations) == 1 and not view.query.calls_to(*_AGGREGATES)
    return simple and bool(_holders(catalog, view, _WRITES))


def make_security_invoker(catalog: Catalog, view: View) -> Fix:
    """The repair of a view that reads as its owner. It may show less from then on."""
    migration = f"alter view {view.name} set (security_invoker = true)"
    edit = _edit(catalog, view, migration)
    return Fix("let the view read as who asks", (edit,) if edit else (), f"{migration};", safe=False)


def _edit(catalog: Catalog, view: View, migration: str) -> Edit | None:
    """The option where the view is created last; behind a later statement about it where that is what changed it."""
    spans = [span for span in (view.defined, *view.changes) if span is not None]
    if not spans:
        return None
    last, query = spans[-1], view.query.span
    created_last = query is not None and query.source == last.source and last.start <= query.start < last.end
    if query is None or not created_last or view.option("security_invoker") is not None:
        return statement_behind(catalog, last, migration)
    text = query.source.text
    found = _AS.search(text, last.start, query.start)
    if found is None:
        return statement_behind(catalog, last, migration)
    if found["options"] is not None:
        end = found.end("options")
        return Edit(Span(query.source, end, end), f", {_OPTION}" if found["options"] else _OPTION)
    line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    separator = " " if line.strip() else f"\n{line}"
    inserted = in_style_of(last, f"with ({_OPTION})")
    return Edit(Span(query.source, found.start(), found.start()), f"{inserted}{separator}")
