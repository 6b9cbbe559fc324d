"""Which tables row security keeps from a role, wholly or in part."""

from collections.abc import Iterable, Iterator

from pgcordon.model import BodyStatement, Catalog, Command, Policy, QualifiedName, Table, View

_COMMANDS = {"insert": Command.INSERT, "update": Command.UPDATE, "delete": Command.DELETE}


def keeps_rows_from(catalog: Catalog, table: Table, roles: Iterable[str], command: Command = Command.SELECT) -> bool:
    """Whether row security stops one of these roles at some row that it might read or change."""
    return table.row_security and not all(_passes(catalog, table, role, command) for role in roles)


def guarded_tables(
    catalog: Catalog, names: Iterable[QualifiedName], roles: Iterable[str], command: Command = Command.SELECT
) -> list[Table]:
    """Those of the tables that keep rows from one of these roles, by name."""
    roles = tuple(roles)
    tables = (catalog.table(name) for name in sorted(names))
    return [table for table in tables if table is not None and keeps_rows_from(catalog, table, roles, command)]


def guarded_by_statement(catalog: Catalog, statement: BodyStatement, roles: Iterable[str]) -> list[Table]:
    """The tables that a statement reads or changes though row security might stop one of these roles there."""
    command = _COMMANDS.get(statement.kind, Command.SELECT)
    return guarded_tables(catalog, statement.expression.relations, roles, command)


def tables_behind(catalog: Catalog, view: View, roles: tuple[str, ...]) -> frozenset[QualifiedName]:
    """The relations that a view lets these roles read with an owner's rights; views are not among them.

    Inside a view that is not security_invoker every view reads as the owner of that one. One that is reads as whoever
    asks: behind it count the views that are not, that one of the roles may read, and that are not exposed themselves.
    """
    return frozenset(_behind(catalog, view, roles, owned=False, seen=set()))


def _behind(
    catalog: Catalog, view: View, roles: tuple[str, ...], *, owned: bool, seen: set[QualifiedName]
) -> Iterator[QualifiedName]:
    owned = owned or not view.security_invoker
    for name in view.query.relations - seen:
        inner = catalog.view(name)
        if inner is not None and not inner.materialized:
            seen.add(name)
            if owned or inner.security_invoker or _is_lent(catalog, inner, roles):
                yield from _behind(catalog, inner, roles, owned=owned, seen=seen)
        elif owned:
            yield name


def _is_lent(catalog: Catalog, inner: View, roles: tuple[str, ...]) -> bool:
    """Whether a view that reads as its owner is reached only through another."""
    exposed = inner.name.schema in catalog.api.schemas
    return not exposed and bool(catalog.grants_to(roles, "SELECT", inner.address))


def _passes(catalog: Catalog, table: Table, role: str, command: Command) -> bool:
    """Whether policies let the role do it to every row."""
    if catalog.bypass_row_security((role,)):
        return True
    policies = [
        policy
        for policy in catalog.policies_on(table.name)
        if policy.applies_to(command) and {"public", role}.intersection(policy.roles)
    ]
    return any(policy.permissive and _lets_all(policy, command) for policy in policies) and all(
        policy.permissive or _lets_all(policy, command) for policy in policies
    )


def _lets_all(policy: Policy, command: Command) -> bool:
    using = policy.using is not None and policy.using.always_true
    check = policy.check_expression is not None and policy.check_expression.always_true
    return {Command.INSERT: check, Command.UPDATE: using and check}.get(command, using)
