"""Indexes that CREATE INDEX made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pgcordon.introspect.known import Known
from pgcordon.model import Index, IndexKey, QualifiedName
from pgcordon.parse.default_names import is_default_name
from pgcordon.parse.indexes import key_names

_DESCENDING, _NULLS_FIRST = 1, 2
"""INDOPTION_* of src/include/catalog/pg_index.h."""


def indexes(rows: Iterable[Any], ancestors: Mapping[int, Sequence[QualifiedName]], known: Known) -> tuple[Index, ...]:
    """The indexes; `ancestors` are the tables that each table inherits from."""
    return tuple(_index(row, ancestors.get(row.relation, ()), known) for row in rows)


def _index(row: Any, ancestors: Sequence[QualifiedName], known: Known) -> Index:
    table = QualifiedName(row.table_schema, row.table_name)
    keys = tuple(_keys(row, known))
    named_after = (*key_names(keys), *row.included)
    return Index(
        QualifiedName(row.schema, row.name),
        table,
        keys,
        tuple(row.included),
        unique=row.is_unique,
        nulls_not_distinct=row.nulls_not_distinct,
        predicate=known.expression(row.predicate),
        method=row.method,
        named=not any(is_default_name(row.name, name, named_after, "idx") for name in (table, *ancestors)),
        comment=row.comment,
    )


def _keys(row: Any, known: Known) -> Iterator[IndexKey]:
    for column, sql, option, operator_class, collation in zip(
        row.columns, row.expressions, row.options, row.operator_classes, row.collations, strict=True
    ):
        descending, nulls_first = bool(option & _DESCENDING), bool(option & _NULLS_FIRST)
        yield IndexKey(
            column,
            known.expression(sql),
            descending=descending,
            nulls_first=None if nulls_first == descending else nulls_first,
            operator_class=operator_class,
            collation=collation,
        )
