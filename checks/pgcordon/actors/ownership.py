"""Columns that hold a user's id although no foreign key says so."""

from collections.abc import Iterator

from pgcordon.model import Catalog, Constraint, ConstraintType, Expression, QualifiedName, Table

_CURRENT_USER = ("auth.uid", "uid")
_KEY_TYPES = ("uuid", "text", "varchar")


def foreign_keys(table: Table, catalog: Catalog, users: QualifiedName | None) -> tuple[Constraint, ...]:
    """The table's foreign keys, and one to the users for each column that a policy holds against the current user.

    Many schemas leave the key out, because the users live in another schema or the row outlives its user.
    """
    owner = catalog.table(users) if users and users != table.name else None
    if owner is None or owner.primary_key is None:
        return table.foreign_keys
    named = {name for key in table.foreign_keys for name in key.columns}
    implied = [
        Constraint(
            table.name,
            f"{name} of the current user",
            ConstraintType.FOREIGN_KEY,
            columns=(name,),
            references=owner.name,
            referenced_columns=owner.primary_key.columns,
        )
        for name in dict.fromkeys(_held_against_user(table, catalog))
        if name not in named
    ]
    return (*table.foreign_keys, *implied)


def _held_against_user(table: Table, catalog: Catalog) -> Iterator[str]:
    for policy in catalog.policies_on(table.name):
        for expression in (policy.using, policy.with_check):
            for part in _parts(expression) if expression else ():
                if _is_bare_comparison(part) and (column := _only_column(part, table)) is not None:
                    yield column


def _is_bare_comparison(expression: Expression) -> bool:
    """Whether nothing but the current user is asked for: a function around the column would change its value."""
    return bool(expression.calls) and len(expression.calls_to(*_CURRENT_USER)) == len(expression.calls)


def _only_column(expression: Expression, table: Table) -> str | None:
    if len(expression.columns) != 1:
        return None
    (name,) = expression.column_names or [""]
    column = table.column(name)
    return name if column is not None and column.type.name in _KEY_TYPES else None


def _parts(expression: Expression) -> Iterator[Expression]:
    """The expressions that AND and OR put together, down to those that they do not."""
    joined = expression.conjuncts or expression.disjuncts
    if len(joined) < 2:
        yield expression
        return
    for each in joined:
        yield from _parts(each)
