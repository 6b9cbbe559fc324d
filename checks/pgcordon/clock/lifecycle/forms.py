"""How a row looks in each state: as little different as the table's checks allow."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import psycopg

from pgcordon.actors.blueprints import numbered
from pgcordon.actors.values import UndrawableError, candidates
from pgcordon.clock.insertable import Values
from pgcordon.clock.scenario import Placed, key_columns
from pgcordon.clock.setting import Setting
from pgcordon.clock.travel import as_owner, interval
from pgcordon.contract.time_rules import LifecycleRule
from pgcordon.model import Column, Table, quote_identifier

_A_DAY = timedelta(days=1)
_MOMENTS = frozenset({"timestamptz", "timestamp"})
_ANY_NUMBER = 7999
"""Marks values that come from no row of the world."""


@dataclass(frozen=True)
class Forms:
    """Looks for forms in the world that stands in the setting's open transaction, without any row of the table."""

    setting: Setting
    rule: LifecycleRule
    table: Table

    def of(self, values: Values, states: Iterable[str]) -> Mapping[str, Values]:
        """The row in each of these states; one in which no form of it was let stand is left out."""
        with as_owner(self.setting.connection):
            found = {state: self._form(values, state) for state in states}
        return {state: form for state, form in found.items() if form is not None}

    def refusal(self, values: Values, state: str | None) -> str:
        """What the server says to the plainest form of the row in this state, or what is none; empty if nothing."""
        with as_owner(self.setting.connection):
            return self._refusal(self._plain(values, state))

    def _form(self, values: Values, state: str) -> Values | None:
        return next((each for each in self._candidates(values, state) if not self._refusal(each)), None)

    def _candidates(self, values: Values, state: str) -> Iterator[Values]:
        """The row as it is, with one other value, and in whole other shapes."""
        plain = self._plain(values, state)
        yield plain
        shapes = [*self._shapes(state)]
        drawn = dict.fromkeys(pair for shape in shapes for pair in shape.items())
        for name, value in (*drawn, *self._undrawn({name for name, _ in drawn})):
            yield {**plain, name: value}
        yield from ({**plain, **shape} for shape in shapes)

    def _plain(self, values: Values, state: str | None) -> Values:
        return {**values, self.rule.column: state, **self._stamps(state)}

    def _stamps(self, state: str | None) -> Values:
        return {column: "now" if state in states else None for column, states in self.rule.stamps.items()}

    def _shapes(self, state: str) -> Iterator[Values]:
        """What rows are drawn with beside key and state; first those that were drawn in this state."""
        blueprint = self.setting.blueprints.tables.get(self.table.name)
        free = {each.name for each in self._free}
        shapes = blueprint.shapes if blueprint else ()
        for shape in sorted(shapes, key=lambda each: each.get(self.rule.column) != state):
            yield {name: value for name, value in numbered(shape, _ANY_NUMBER).items() if name in free}

    def _undrawn(self, drawn: Collection[str]) -> Iterator[tuple[str, str | None]]:
        """Null where it may be, and values for the columns that rows of the world leave to their defaults."""
        for column in self._free:
            if not column.not_null:
                yield column.name, None
            if column.name not in drawn:
                with suppress(UndrawableError):
                    for value in candidates(column, self.table, self.setting.catalog, varied=False):
                        yield from numbered({column.name: value}, _ANY_NUMBER).items()

    @property
    def _free(self) -> list[Column]:
        """The columns that tell nothing of which row it is, nor of its state."""
        referring = {name for key in self.table.foreign_keys for name in key.columns}
        kept = {*key_columns(self.table), *referring, self.rule.column, *self.rule.stamps}
        return [each for each in self.table.columns if each.writable and each.name not in kept]

    def _refusal(self, values: Values) -> str:
        """Why the row cannot stand there; empty where it can."""
        connection = self.setting.connection
        try:
            with connection.transaction(force_rollback=True):
                for statement in aged(self.table, self.rule, values).placement():
                    connection.execute(statement)
        except psycopg.Error as error:
            return error.diag.message_primary or str(error)
        return ""


def aged(table: Table, rule: LifecycleRule, values: Values) -> Placed:
    """The row, as if all that happened to it until now had happened a day before; its key stays."""
    moments = [each.name for each in table.columns if each.type.name in _MOMENTS and each.generated is None]
    passing = [each for each in dict.fromkeys((*moments, *rule.stamps)) if each not in key_columns(table)]
    names = {name: quote_identifier(name) for name in passing}
    return Placed(table, values, {name: f"{quoted} - {interval(_A_DAY)}" for name, quoted in names.items()})
