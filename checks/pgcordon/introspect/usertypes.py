"""Enums, composite types, ranges and domains."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pgcordon.introspect.typenames import Types
from pgcordon.model import CompositeType, Domain, EnumType, QualifiedName, RangeType
from pgcordon.parse.expression.expressions import expression_from_sql


def enums(rows: Iterable[Any]) -> dict[int, EnumType]:
    """Each enum by its oid."""
    return {
        row.oid: EnumType(QualifiedName(row.schema, row.name), tuple(row.labels), comment=row.comment) for row in rows
    }


def composites(rows: Iterable[Any], attributes: Mapping[int, Sequence[Any]], types: Types) -> dict[int, CompositeType]:
    """Each composite type by its oid."""
    return {
        row.oid: CompositeType(
            QualifiedName(row.schema, row.name),
            tuple((each.name, types.named(each.type, each.written)) for each in attributes.get(row.relation, ())),
            comment=row.comment,
        )
        for row in rows
    }


def ranges(rows: Iterable[Any], types: Types) -> dict[int, RangeType]:
    """Each range type by its oid."""
    return {
        row.oid: RangeType(QualifiedName(row.schema, row.name), types.named(row.subtype), comment=row.comment)
        for row in rows
    }


def domains(rows: Iterable[Any], types: Types) -> dict[int, Domain]:
    """Each domain by its oid."""
    return {
        row.oid: Domain(
            QualifiedName(row.schema, row.name),
            types.named(row.base, row.written),
            not_null=row.not_null,
            default=expression_from_sql(row.default_value) if row.default_value else None,
            checks=tuple(zip(row.check_names, map(expression_from_sql, row.checks), strict=True)),
            comment=row.comment,
        )
        for row in rows
    }
