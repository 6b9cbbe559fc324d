"""What the server's relations and functions are, for names in expressions and bodies."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from pgcordon.model import Expression, QualifiedName
from pgcordon.parse.expression.expressions import expression_from_sql
from pgcordon.parse.search_path import SearchPath


class Known(msgspec.Struct, frozen=True):
    """The columns of every relation, and the names of functions.

    The server qualifies every name in what it prints, apart from those of pg_catalog. The texts of bodies are as
    they were written: they look along `search_path`.
    """

    relations: Mapping[QualifiedName, Sequence[str]]
    functions: frozenset[QualifiedName]
    search_path: SearchPath
    read: dict[str, Expression] = msgspec.field(default_factory=dict)
    """The expressions read so far, by their text: tables have many in common."""

    @classmethod
    def of(cls, tables: Iterable[Any], columns: Mapping[int, Sequence[Any]], functions: Iterable[Any]) -> "Known":
        """From the rows of relations and functions; `columns` are the rows of columns by relation."""
        return cls(
            {
                QualifiedName(row.schema, row.name): tuple(column.name for column in columns.get(row.oid, ()))
                for row in tables
            },
            frozenset(QualifiedName(row.schema, row.name) for row in functions),
            SearchPath(),
        )

    def along(self, schemas: Iterable[str]) -> "Known":
        """The same for a function that sets its own search_path."""
        return Known(self.relations, self.functions, SearchPath(tuple(schemas)))

    def expression(self, sql: str | None) -> Expression | None:
        """The expression that the server prints so; None stays None."""
        if sql is None:
            return None
        if sql not in self.read:
            self.read[sql] = expression_from_sql(sql, self)
        return self.read[sql]

    def relation(self, schema: str | None, name: str) -> QualifiedName:
        if schema is None and name.startswith("pg_"):
            return QualifiedName("pg_catalog", name)
        return self.search_path.existing(schema, name, self.relations.get)

    def columns(self, relation: QualifiedName) -> Sequence[str] | None:
        return self.relations.get(relation)

    def function(self, schema: str | None, name: str) -> str | None:  # noqa: ARG002 - the protocol's signature
        """The schema of a function: the server leaves out that of pg_catalog, and no other."""
        return None if schema == "pg_catalog" else schema
