"""Views and materialized views."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pgcordon.introspect.owners import Owners
from pgcordon.model import QualifiedName, View
from pgcordon.parse.expression.expressions import statement_from_sql
from pgcordon.parse.expression.scopes import Relations


def views(
    rows: Iterable[Any], columns: Mapping[int, Sequence[Any]], owners: Owners, relations: Relations
) -> dict[int, View]:
    """Each view by its oid; `columns` are the rows of columns by relation."""
    return {
        row.oid: View(
            QualifiedName(row.schema, row.name),
            statement_from_sql(row.definition, relations),
            tuple(column.name for column in columns.get(row.oid, ())),
            materialized=row.materialized,
            options=tuple(_option(each) for each in row.options),
            owner=owners.stated(row.owner),
            comment=row.comment,
        )
        for row in rows
    }


def _option(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name, value
