"""Whether a SECURITY DEFINER function asks who calls it."""

from collections.abc import Iterator

from pgcordon.model import Body, BodyStatement, Call, Catalog, Expression, Function, QualifiedName

_SAY_THE_OWNER = frozenset({"current_user", "current_role", "user"})
"""What these return inside a SECURITY DEFINER function is its owner. Source: the manual, "Session Information"."""
_ASK_NOBODY = frozenset({"pg_catalog", "information_schema", "extensions"})


def never_asks(catalog: Catalog, function: Function) -> bool:
    """Whether it is certain that neither its body nor a function that it calls learns who calls.

    It is not where a body was not understood, where SQL is built at run time, or where a function is called that no
    file creates.
    """
    return not asks(catalog, function) and _is_known(catalog, function, set())


def asks(catalog: Catalog, function: Function) -> bool:
    """Whether its body, or a function that this calls, learns who calls."""
    return any(_asks(catalog, statement) for statement in _statements(function))


def _statements(function: Function) -> tuple[BodyStatement, ...]:
    return function.body.statements if function.body else ()


def _asks(catalog: Catalog, statement: BodyStatement) -> bool:
    asking = [call for call in catalog.who_asks(statement.expression) if call.name not in _SAY_THE_OWNER]
    return bool(asking) and not _asks_only_whether(statement)


def _asks_only_whether(statement: BodyStatement) -> bool:
    """Whether a condition asks if somebody is signed in, and nothing else: `auth.uid() is null`."""
    expression = statement.expression
    return statement.kind == "expression" and all(
        len(part.calls) == 1 and not part.columns and part.passes_if_null == {str(part.calls[0])}
        for part in _leaves(expression)
    )


def _leaves(expression: Expression) -> Iterator[Expression]:
    parts = expression.conjuncts or expression.disjuncts
    if not parts:
        yield expression
    for part in parts:
        yield from _leaves(part)


def _is_known(catalog: Catalog, function: Function, seen: set[str]) -> bool:
    """Whether all that it does is known, and what the functions that it calls do."""
    body: Body | None = function.body
    if body is None:  # compiled code
        return True
    if not body.understood or body.dynamic:
        return False
    return all(
        _call_is_known(catalog, call, seen) for statement in body.statements for call in statement.expression.calls
    )


def _call_is_known(catalog: Catalog, call: Call, seen: set[str]) -> bool:
    if str(call) in seen or call.schema in _ASK_NOBODY:
        return True
    seen.add(str(call))
    called = catalog.functions_named(QualifiedName(call.schema or "public", call.name))
    if not called:
        return call.schema is None or call.schema in {extension.schema for extension in catalog.extensions}
    return all(_is_known(catalog, each, seen) for each in called)
