"""What a policy makes a query read, table by table, and with whose rights."""

from collections.abc import Iterator

import msgspec

from pgcordon.model import Catalog, Command, Expression, Policy, QualifiedName
from pgcordon.model.identity import IDENTITY
from pgcordon.rules._called import functions_called
from pgcordon.rules._once import once_a_catalog


class Read(msgspec.Struct, frozen=True):
    """A table that is read as the one who asks; `through` is the function whose own query does it, if one does."""

    table: QualifiedName
    through: str | None = None


def reads(catalog: Catalog, expression: Expression) -> Iterator[Read]:
    """The tables that evaluating an expression reads with the rights of who asks.

    What a view reads as its owner and a function as its definer is left out. A function's own query begins anew, so
    that PostgreSQL does not see it while it plans the one outside.
    """
    yield from _reads(catalog, expression, None, set())


def selecting(catalog: Catalog, table: QualifiedName, role: str) -> tuple[Policy, ...]:
    """The policies that are applied where a role reads a table."""
    policies = _for_reading(catalog).get(table, ())
    if not policies or catalog.bypass_row_security((role,)):
        return ()
    return tuple([policy for policy in policies if catalog.applies_to(policy, role)])


@once_a_catalog
def _for_reading(catalog: Catalog) -> dict[QualifiedName, list[Policy]]:
    """For each table with row security the policies that choose which of its rows are read."""
    return {
        table.name: [
            policy
            for policy in catalog.policies_on(table.name)
            if policy.using is not None and policy.applies_to(Command.SELECT)
        ]
        for table in catalog.tables
        if table.row_security
    }


def roles_of(catalog: Catalog, policy: Policy) -> tuple[str, ...]:
    """The roles that a policy is to be judged for; for PUBLIC those of the API, or a role of no rights."""
    if "public" not in policy.roles:
        return policy.roles
    return tuple(role for role in catalog.api.roles if role in catalog.role_names) or ("public",)


def has_sub_select(policy: Policy) -> bool:
    """Whether any sub-select stands in its expressions, be it `(select auth.uid())`."""
    return any(each.subqueries or any(call.in_subquery for call in each.calls) for each in policy.expressions)


def _reads(catalog: Catalog, expression: Expression, through: str | None, seen: set[object]) -> Iterator[Read]:
    for name in sorted(expression.relations):
        view = catalog.view(name)
        if view is None:
            yield Read(name, through)
        elif view.security_invoker and name not in seen:
            seen.add(name)
            yield from _reads(catalog, view.query, through, seen)
    for call in expression.calls:
        if str(call) in IDENTITY:
            continue
        for function in functions_called(catalog, call):
            if function.security_definer or function.identity in seen or function.body is None:
                continue
            seen.add(function.identity)
            for statement in function.body.statements:
                yield from _reads(catalog, statement.expression, str(call), seen)
