"""Policies."""

from collections.abc import Iterable
from typing import Any

from pgcordon.model import Command, Expression, Policy, QualifiedName
from pgcordon.parse.expressions import expression_from_sql
from pgcordon.parse.scopes import Relations

_COMMANDS = {"*": Command.ALL, "r": Command.SELECT, "a": Command.INSERT, "w": Command.UPDATE, "d": Command.DELETE}


def policies(rows: Iterable[Any], relations: Relations) -> tuple[Policy, ...]:
    """The policies. Whether one for everyone says so with TO PUBLIC, the server does not know."""
    return tuple(
        Policy(
            row.name,
            QualifiedName(row.table_schema, row.table_name),
            _COMMANDS[row.command],
            permissive=row.permissive,
            roles=tuple(row.roles),
            roles_stated=not row.for_everyone,
            using=_expression(row.using, relations),
            with_check=_expression(row.with_check, relations),
            comment=row.comment,
        )
        for row in rows
    )


def _expression(sql: str | None, relations: Relations) -> Expression | None:
    return None if sql is None else expression_from_sql(sql, relations)
