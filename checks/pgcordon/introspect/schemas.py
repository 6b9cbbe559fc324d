"""Schemas, extensions, publications, buckets."""

from collections.abc import Iterable, Mapping
from typing import Any

from pgcordon.introspect.owners import Owners
from pgcordon.model import Bucket, Extension, Publication, QualifiedName, Schema


def schemas(rows: Iterable[Any], owners: Owners) -> dict[int, Schema]:
    """Each schema by its oid."""
    return {row.oid: Schema(row.name, owners.stated(row.owner), row.comment) for row in rows}


def extensions(rows: Iterable[Any]) -> dict[int, Extension]:
    """Each extension by its oid."""
    return {row.oid: Extension(row.name, row.schema) for row in rows}


def publications(rows: Iterable[Any], relations: Mapping[int, QualifiedName]) -> tuple[Publication, ...]:
    """The publications; `relations` are the names by oid."""
    return tuple(
        Publication(
            row.name,
            row.all_tables,
            tuple(relations[oid] for oid in row.tables if oid in relations),
            tuple(row.schemas),
        )
        for row in rows
    )


def buckets(rows: Iterable[Any]) -> tuple[Bucket, ...]:
    """The buckets that the role may see."""
    return tuple(Bucket(row.name, row.public) for row in rows)
