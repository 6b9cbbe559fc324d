"""Which columns say whose a row is: those that policies hold against who asks."""

from collections.abc import Callable
from functools import partial

from pgcordon.model import Catalog, Equality, Expression, Function, Operand, Policy, QualifiedName
from pgcordon.model.identity import IDENTITY

_NOBODY_S = frozenset({"auth.role"})
"""What many share is nobody's identity."""


def is_identity(catalog: Catalog, operand: Operand) -> bool:
    """Whether an operand is the one who asks, or a claim of theirs: not what a function reads from a table for them."""
    return any(map(partial(_identifies, catalog), operand.calls))


def _identifies(catalog: Catalog, call: str) -> bool:
    name = call.removeprefix("pg_catalog.")
    if name in IDENTITY:
        return name not in _NOBODY_S
    schema, dot, function = name.rpartition(".")
    called = catalog.functions_named(QualifiedName(schema if dot else "public", function))
    return bool(called) and catalog.is_who_asks(Operand(calls=(name,))) and all(map(_only_asks, called))


def _only_asks(function: Function) -> bool:
    single = not function.returns_set and function.returns is not None and not function.returns.array
    return single and function.body is not None and not function.body.relations


def owner_columns(catalog: Catalog, expression: Expression) -> list[tuple[str, Equality]]:
    """The columns of the outer row, such as a policy's table, that it holds equal to who asks."""
    return [
        (column.name, equality)
        for equality in expression.equalities
        for operand, other in equality.sides
        if (column := operand.column) is not None
        and not column.in_subquery
        and other.calls
        and is_identity(catalog, other)
    ]


def owner_columns_of(catalog: Catalog, table: QualifiedName) -> dict[str, Policy]:
    """The columns of a table that one of its policies holds equal to who asks, each with the first that does."""
    found: dict[str, Policy] = {}
    for policy in catalog.policies_on(table):
        for expression in policy.expressions:
            for name, _ in owner_columns(catalog, expression):
                found.setdefault(name, policy)
    return found


def narrowest(expression: Expression, at_fault: Callable[[Expression], object]) -> Expression:
    """The smallest operand of its ANDs and ORs that is at fault alone; the whole, if none of them is."""
    for part in expression.conjuncts or expression.disjuncts:
        if at_fault(part):
            return narrowest(part, at_fault)
    return expression
