"""Names as PostgreSQL writes them: quoted identifiers, qualified names, object addresses."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Self

import msgspec
from pglast.keywords import COL_NAME_KEYWORDS, RESERVED_KEYWORDS, TYPE_FUNC_NAME_KEYWORDS

_BARE = re.compile(r"[a-z_][a-z0-9_$]*\Z")
_QUOTED_KEYWORDS = RESERVED_KEYWORDS | COL_NAME_KEYWORDS | TYPE_FUNC_NAME_KEYWORDS


@lru_cache(maxsize=16_384)  # the same few names are asked for over and over
def quote_identifier(name: str) -> str:
    """The identifier as SQL text, quoted only where PostgreSQL's `quote_ident` would."""
    if _BARE.match(name) and name not in _QUOTED_KEYWORDS:
        return name
    return '"' + name.replace('"', '""') + '"'


class QualifiedName(msgspec.Struct, frozen=True, order=True):
    """A name inside a schema. `str()` gives valid SQL."""

    schema: str
    name: str

    def __str__(self) -> str:
        return f"{quote_identifier(self.schema)}.{quote_identifier(self.name)}"

    @classmethod
    def parse(cls, text: str, default_schema: str = "public") -> Self:
        """Read `name` or `schema.name`, bare or double-quoted. Raises ValueError for anything else."""
        parts = re.fullmatch(r'(?:("(?:[^"]|"")+"|[^".\s]+)\.)?("(?:[^"]|"")+"|[^".\s]+)', text.strip())
        if parts is None:
            raise ValueError(f"not a relation name: {text!r}")
        schema, name = (_unquote(part) if part else default_schema for part in parts.groups())
        return cls(schema, name)


def _unquote(identifier: str) -> str:
    if identifier.startswith('"'):
        return identifier[1:-1].replace('""', '"')
    return identifier.lower()


class ObjectType(StrEnum):
    """The words that `pg_identify_object` uses for the type of an object."""

    SCHEMA = "schema"
    EXTENSION = "extension"
    TABLE = "table"
    FOREIGN_TABLE = "foreign table"
    COLUMN = "table column"
    CONSTRAINT = "table constraint"
    INDEX = "index"
    VIEW = "view"
    MATERIALIZED_VIEW = "materialized view"
    SEQUENCE = "sequence"
    TYPE = "type"
    FUNCTION = "function"
    PROCEDURE = "procedure"
    AGGREGATE = "aggregate"
    TRIGGER = "trigger"
    POLICY = "policy"
    ROLE = "role"
    DEFAULT_ACL = "default acl"
    PUBLICATION = "publication"
    DATABASE = "database"
    FILE = "file"


class ObjectAddress(msgspec.Struct, frozen=True, order=True):
    """Which object is meant, worded as `pg_identify_object` words it.

    Files, which PostgreSQL does not know, use the type `file` and their path.
    """

    type: ObjectType
    identity: str

    def __str__(self) -> str:
        return f"{self.type} {self.identity}"
