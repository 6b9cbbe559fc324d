"""Policies."""

from collections.abc import Iterable
from typing import Any

from pgcordon.introspect.known import Known
from pgcordon.model import Command, Policy, QualifiedName

_COMMANDS = {"*": Command.ALL, "r": Command.SELECT, "a": Command.INSERT, "w": Command.UPDATE, "d": Command.DELETE}


def policies(rows: Iterable[Any], known: Known) -> tuple[Policy, ...]:
    """The policies. Whether one for everyone says so with TO PUBLIC, the server does not know."""
    return tuple(
        Policy(
            row.name,
            QualifiedName(row.table_schema, row.table_name),
            _COMMANDS[row.command],
            permissive=row.permissive,
            roles=tuple(row.roles),
            roles_stated=not row.for_everyone,
            using=known.expression(row.using),
            with_check=known.expression(row.with_check),
            comment=row.comment,
        )
        for row in rows
    )
