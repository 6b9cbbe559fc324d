"""Functions, procedures and aggregates, with their bodies."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from pgcordon.introspect.known import Known
from pgcordon.introspect.owners import Owners
from pgcordon.introspect.typenames import Types
from pgcordon.model import Argument, ArgumentMode, Body, Function, FunctionKind, QualifiedName, Volatility
from pgcordon.parse.bodies import body, standard_body_from_sql
from pgcordon.parse.expression.expressions import expression_from_sql
from pgcordon.parse.looked_up import looked_up
from pgcordon.parse.search_path import from_setting

_KINDS = {"p": FunctionKind.PROCEDURE, "a": FunctionKind.AGGREGATE}
_VOLATILITY = {"i": Volatility.IMMUTABLE, "s": Volatility.STABLE, "v": Volatility.VOLATILE}
_MODES = {
    "i": ArgumentMode.IN,
    "o": ArgumentMode.OUT,
    "b": ArgumentMode.INOUT,
    "v": ArgumentMode.VARIADIC,
    "t": ArgumentMode.TABLE,
}
_WITHOUT_BODY = ("c", "internal")
_LISTS = frozenset({
    "local_preload_libraries", "search_path", "session_preload_libraries", "shared_preload_libraries",
    "temp_tablespaces", "unix_socket_directories",
})  # fmt: skip
"""The parameters whose value is a list of identifiers. Source: GUC_LIST_QUOTE in PostgreSQL's guc_tables.c."""


def functions(rows: Iterable[Any], types: Types, owners: Owners, known: Known) -> dict[int, Function]:
    """Each function by its oid."""
    return {row.oid: _function(row, types, owners, known) for row in rows}


def _function(row: Any, types: Types, owners: Owners, known: Known) -> Function:
    settings = tuple(_setting(each) for each in row.settings)
    kind = _KINDS.get(row.kind, FunctionKind.FUNCTION)
    return Function(
        QualifiedName(row.schema, row.name),
        tuple(_arguments(row, types)),
        None if kind is FunctionKind.PROCEDURE else types.named(row.returns),
        returns_set=row.returns_set,
        kind=kind,
        language=row.language,
        volatility=_VOLATILITY[row.volatility],
        security_definer=row.security_definer,
        strict=row.is_strict,
        leakproof=row.leakproof,
        settings=settings,
        body=_body(row, dict(settings).get("search_path"), known),
        owner=owners.stated(row.owner),
        comment=row.comment,
    )


def _arguments(row: Any, types: Types) -> Iterator[Argument]:
    for place, oid in enumerate(row.types):
        default = row.defaults[place] if row.defaults else None
        yield Argument(
            (row.names[place] or None) if row.names else None,
            types.named(oid),
            _MODES[row.modes[place]] if row.modes else ArgumentMode.IN,
            expression_from_sql(default) if default is not None else None,
        )


def _setting(text: str) -> tuple[str, str]:
    """The parameter and its value without quotes, as files give it: that of `search_path=""` is empty."""
    name, _, value = text.partition("=")
    return name, ", ".join(from_setting(value)) if name in _LISTS else value


def _body(row: Any, search_path: str | None, known: Known) -> Body | None:
    if row.language in _WITHOUT_BODY or row.member:
        return None
    if row.standard:
        return replace(standard_body_from_sql(row.definition, known), looked_up=frozenset())
    definition = row.definition or ""
    if search_path is None:
        found = body(row.language, row.source, definition, relations=known)
        return replace(found, looked_up=looked_up(row.language, row.source, definition))
    known = known.along(filter(None, search_path.split(", ")))
    return body(row.language, row.source, definition, relations=known)
