"""What single statements did to single objects: what the final state of a schema no longer shows."""

from collections.abc import Iterator

import msgspec

from pgcordon.model.constraints import Constraint
from pgcordon.model.functions import Function
from pgcordon.model.indexes import Index
from pgcordon.model.policies import Policy
from pgcordon.model.privileges import Role
from pgcordon.model.schemas import Extension, Publication, Schema
from pgcordon.model.statements import FileStatement
from pgcordon.model.tables import Column, Table
from pgcordon.model.triggers import Trigger
from pgcordon.model.usertypes import CompositeType, Domain, EnumType, RangeType, Sequence
from pgcordon.model.views import View

Changeable = (
    Schema
    | Extension
    | EnumType
    | CompositeType
    | RangeType
    | Domain
    | Sequence
    | Table
    | Index
    | View
    | Function
    | Trigger
    | Policy
    | Role
    | Publication
)
"""What has a name of its own and can be altered."""


class Change(msgspec.Struct, frozen=True):
    """What one statement did to one object in the end: `before` is None where it made it, `after` where it dropped it.

    Columns and constraints change with their table. What goes along (the policies of a dropped table, the children of
    an altered one) has changes of its own, after that of the object that the statement names.
    """

    statement: FileStatement
    before: Changeable | None
    after: Changeable | None
    on_earlier: bool = False
    """Whether the object exists before the file: another file defines it or, where a part of a table is made
    (an index, a policy, a trigger), its table."""

    @property
    def columns(self) -> Iterator[tuple[Column | None, Column | None]]:
        """The columns of an altered table that are not as they were, each before and after; a renamed one is a pair."""
        before, after = self._table_before, self._table_after
        if before is None or after is None or before.columns == after.columns:
            return
        if self.statement.kind == "Rename":
            yield from ((old, new) for old, new in zip(before.columns, after.columns, strict=True) if old != new)
            return
        for old in before.columns:
            if (kept := after.column(old.name)) != old:
                yield old, kept
        yield from ((None, new) for new in after.columns if before.column(new.name) is None)

    @property
    def constraints(self) -> Iterator[tuple[Constraint | None, Constraint | None]]:
        """The constraints of an altered table that are not as they were, likewise."""
        before, after = self._table_before, self._table_after
        if before is None or after is None or before.constraints == after.constraints:
            return
        if self.statement.kind == "Rename":
            pairs = zip(before.constraints, after.constraints, strict=True)
            yield from ((old, new) for old, new in pairs if old != new)
            return
        was = {each.name: each for each in before.constraints}
        now = {each.name: each for each in after.constraints}
        yield from ((old, now.get(name)) for name, old in was.items() if now.get(name) != old)
        yield from ((None, new) for name, new in now.items() if name not in was)

    @property
    def _table_before(self) -> Table | None:
        return self.before if isinstance(self.before, Table) else None

    @property
    def _table_after(self) -> Table | None:
        return self.after if isinstance(self.after, Table) else None

    def found(self, part: Column | Constraint) -> bool:
        """Whether a column or constraint was there before the statement's file."""
        return part.defined is None or part.defined.source is not self.statement.span.source
