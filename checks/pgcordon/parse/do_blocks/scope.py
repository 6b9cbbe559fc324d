"""Which rows the names in an expression belong to."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Optional

import msgspec

from pgcordon.parse.do_blocks.values import Row, Undecided, Value

if TYPE_CHECKING:
    from pgcordon.parse.do_blocks.queries import Answer


class NullRow(dict[str, Value]):
    """The row that an outer join puts where it finds none: all of its columns are null."""


class Group(msgspec.Struct, frozen=True):
    """The rows that an aggregate is computed from."""

    rows: Sequence["Scope"]
    undecided: Undecided | None = None


class Scope(msgspec.Struct, frozen=True):
    """The rows at hand by alias, what stands around the query, and its WITH queries."""

    rows: Mapping[str, Row]
    outer: Optional["Scope"] = None
    with_queries: Mapping[str, "Answer"] | None = None
    group: Group | None = None

    def row(self, alias: str) -> Row | None:
        """The row that goes by an alias, here or around."""
        if alias in self.rows:
            return self.rows[alias]
        return self.outer.row(alias) if self.outer else None

    def column(self, name: str) -> tuple[bool, Value]:
        """Whether a row has a column of this name, and its value."""
        for row in self.rows.values():
            if name in row:
                return True, row[name]
        return self.outer.column(name) if self.outer else (False, None)

    def with_query(self, name: str) -> Optional["Answer"]:
        if self.with_queries and name in self.with_queries:
            return self.with_queries[name]
        return self.outer.with_query(name) if self.outer else None
