"""Finds out who can open which sessions, by opening them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, product
from typing import Any

import psycopg
from psycopg import Connection

from pgcordon.actors.actor import Person
from pgcordon.actors.blueprints import mentioned_columns
from pgcordon.actors.world import Row, seed_statement
from pgcordon.clock.acting import WORKED, Settings, run
from pgcordon.clock.expiry.contexts import Contexts
from pgcordon.clock.expiry.stage import MICROSECOND, Case, Context
from pgcordon.clock.scenario import Call, key_columns
from pgcordon.clock.statements import bound, parameters
from pgcordon.clock.travel import as_owner
from pgcordon.contract.time_rules import ExpiryRule
from pgcordon.model import Column, Table, quote_identifier

_FIRST_NUMBER = 8000
"""Numbers from here on mark the rows of cases, apart from those of the world."""
_EPOCH = datetime(2001, 1, 1)  # noqa: DTZ001 (the zone is written behind it)
_MOMENTS = frozenset({"timestamptz", "timestamp"})

Values = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class _Found:
    """An alive row, and by how much its other moments lie before its clock."""

    values: Values
    lags: dict[str, timedelta]


class Survey:
    """Draws cases in a world that stands in an open transaction, without any row of the rule's table."""

    def __init__(
        self, connection: Connection[Any], settings: Settings, rule: ExpiryRule, table: Table, contexts: Contexts
    ) -> None:
        self.connection = connection
        self.settings = settings
        self.rule = rule
        self.table = table
        self.contexts = contexts
        self.names_row = True
        """Whether every row that was opened was named in the output."""
        self._numbers = count(_FIRST_NUMBER)

    def opened(self, people: Sequence[Person]) -> Iterator[Case]:
        """A case for each of these people and each context in which `open` made them a session."""
        assert self.rule.open is not None
        for person, context in product(people, self.contexts.of(self.rule.open)):
            found = self._open(person, context)
            if found is not None:
                yield self._case(person, context, found)

    def standing(self, rows: Sequence[Row]) -> Iterator[Case]:
        """A case for each of the rows that is alive: for rules that nothing opens."""
        for row in rows:
            with self.connection.transaction(force_rollback=True):
                found = self._alive_rows() if self._inserted(row.values) else []
            if found:
                yield self._case(None, {}, found[0])

    def _open(self, person: Person, context: Context) -> _Found | None:
        """The row that opening makes, where it makes just one and that is alive."""
        assert self.rule.open is not None
        call = Call(person, bound(self.rule.open, person, context, self.table))
        with self.connection.transaction(force_rollback=True):
            output, sqlstate = run(self.connection, self.settings, call)
            found = self._alive_rows() if sqlstate == WORKED else []
        if len(found) != 1:
            return None
        key = key_columns(self.table)
        self.names_row = self.names_row and len(key) == 1 and str(found[0].values[key[0]]) in output
        return found[0]

    def _case(self, person: Person | None, context: Context, found: _Found) -> Case:
        values = {**found.values, **self._long_ago(found.lags), **self._fresh_key()}
        return Case(person, context, values, self._ended(values), found.lags, self._earlier(values, found.lags))

    def _earlier(self, values: Values, lags: Mapping[str, timedelta]) -> Mapping[str, timedelta]:
        """The lags of a row whose moments with a default lie earlier than the rule's age; none where none can."""
        begun = {each.name for each in self.table.columns if each.default is not None}
        earlier = {name: lag + 2 * self.rule.after if name in begun else lag for name, lag in lags.items()}
        with self.connection.transaction(force_rollback=True):
            stands = self._inserted({**values, **self._long_ago(earlier)}) and bool(self._alive_rows())
        return earlier if stands and earlier != lags else {}

    def _long_ago(self, lags: Mapping[str, timedelta]) -> Values:
        """Moments counted from one that is the same in every run; scenarios then set them by age."""
        moments = {self.rule.clock: timedelta(0)} | dict(lags)
        return {column: f"{_EPOCH - lag:%Y%m%dT%H%M%S.%f}+00" for column, lag in moments.items()}

    def _fresh_key(self) -> Values:
        """A telling key where it is a single column that means nothing else."""
        key = key_columns(self.table)
        pointing = {name for reference in self.table.foreign_keys for name in reference.columns}
        taken = pointing.union(parameters(self.rule.open or ""))
        column = self.table.column(key[0]) if len(key) == 1 and key[0] not in taken else None
        values = self.contexts.values(column, next(self._numbers)) if column else {}
        return {column.name: next(iter(values))} if column and values else {}

    def _ended(self, values: Values) -> Values | None:
        """The row with another key and values that make it no longer alive."""
        key = self._fresh_key()
        deciding = [each for each in self.table.columns if each.name in mentioned_columns([self.rule.alive])]
        for column in deciding:
            for value in self.contexts.values(column):
                candidate = {**values, **key, column.name: value}
                with self.connection.transaction(force_rollback=True):
                    if key and self._inserted(candidate) and not self._alive_rows():
                        return candidate
        return None

    def _inserted(self, values: Mapping[str, str | None]) -> bool:
        try:
            with self.connection.transaction(), as_owner(self.connection):
                self.connection.execute(seed_statement(self.table.name, [values]))
        except psycopg.Error:
            return False
        return True

    def _alive_rows(self) -> list[_Found]:
        columns = [each for each in self.table.columns if each.generated is None]
        shown = ", ".join(f"{quote_identifier(each.name)}::text" for each in columns)
        lags = ", ".join(self._lag(each) for each in columns)
        query = f"select array[{shown}], array[{lags}] from {self.table.name} where ({self.rule.alive}) limit 2"
        return [
            _Found(
                dict(zip((each.name for each in columns), values, strict=True)),
                {each.name: lag * MICROSECOND for each, lag in zip(columns, lags, strict=True) if lag is not None},
            )
            for values, lags in self.connection.execute(query).fetchall()
        ]

    def _lag(self, column: Column) -> str:
        """By how many microseconds the column's moment lies before the clock, as SQL; null where it has none."""
        if column.type.name not in _MOMENTS or column.name == self.rule.clock:
            return "null::bigint"
        name, clock = quote_identifier(column.name), quote_identifier(self.rule.clock)
        between = f"(extract(epoch from {clock}::timestamptz - {name}::timestamptz) * 1000000)::bigint"
        return f"case when isfinite({name}) and isfinite({clock}) then {between} end"
